"""What is collected only where a library is installed."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("torch") else ["test_equations_torch.py"]
