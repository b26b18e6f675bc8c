"""The ledger: every equation the book displays, read back and tested.

The TeX of an equation is taken from the page that displays it, cut into
tokens, parsed into a tree, and the tree itself is evaluated on random
values. What a reader sees is what is tested.

`tex` and `docstrings` find the equations, `tokens`, `grammar` and `statements`
read them, and `tree` says what they are made of. A `world` gives the letters
their values, a `scene` works them out in one of the `backends`, of which each
differentiates in its own way, and `reader` evaluates the tree. `relations`
compares the sides, `check` goes through all kinds of check, `run` through all
equations, and `mutants` breaks them on purpose. What is claimed of each is in
`entries`, a module or two for each chapter.

`numbers` and the modules named after it do the same for the numbers of the
text, and `spans` for the code quoted in it; `record` is the file in which all
of it is stored. Like `bookext` this is for making the book: nothing in
`backprop` imports it.
"""
