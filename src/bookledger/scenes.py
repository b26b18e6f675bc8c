"""The scenes of all worlds, shared by all equations."""

from bookledger.backends import Automatic
from bookledger.scene import Scene


class Scenes:
    """The scenes of all worlds, so that nothing is computed twice."""

    def __init__(self):
        self._scenes = {}

    def of(self, entry, backend):
        """Return an equation's worlds in one backend."""
        return [self._scene(world, backend) for world in entry.worlds]

    def _scene(self, world, backend):
        key = id(world), backend
        if key not in self._scenes:
            self._scenes[key] = Scene(world, backend)
        return self._scenes[key]

    def measured(self, entry):
        """Return an equation's worlds with what the package computes."""
        found = []
        for world in entry.worlds:
            if world.package:
                scene = self._scene(world, Automatic)
                values = {n: scene.value(n, {}) for n in world.names()}
                found.append(Scene(world, Automatic, world.package(values)))
        return found
