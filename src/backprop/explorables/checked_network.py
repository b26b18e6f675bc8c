"""A network whose gradient is right, and what a check of it is up against.

It has two layers with a ReLU between them, softmax and cross-entropy. One of
its parameters is nudged. How far a measured slope will be off follows from
numbers that backpropagation has already: derivatives of the loss along the
parameter, the gradients of all that is rounded, and the distances to the
corners of the ReLU.
"""

import dataclasses

import numpy as np

from backprop.dense import Dense
from backprop.gradcheck import numerical_gradient
from backprop.relu import ReLU
from backprop.softmax_cross_entropy import SoftmaxCrossEntropy
from backprop.training import backward, forward

PARAMETERS = {
    "weight": ("dense1", "weights"),
    "bias": ("dense1", "biases"),
    "last weight": ("dense2", "weights"),
}
"""The three parameters that can be nudged, each the first of its array."""


@dataclasses.dataclass
class CheckedNetwork:
    """A network of which one parameter will be nudged.

    Attributes
    ----------
    X : ndarray of shape (N, D)
    y : ndarray of shape (N,)
    arrays : dict of (str, str) and ndarray
        Weights and biases by layer and attribute, in the dtype that the
        check computes in.
    parameter : {"weight", "bias", "last weight"}
    nnfs : bool
        Whether products are as ``nnfs.init()`` leaves them: computed in
        float64, rounded to float32.
    """

    X: np.ndarray
    y: np.ndarray
    arrays: dict
    parameter: str
    nnfs: bool

    def __post_init__(self):
        self.place = PARAMETERS[self.parameter]
        self.dtype = self.arrays[self.place].dtype
        self.value = self.arrays[self.place][0, 0]
        self.criterion = SoftmaxCrossEntropy()
        self.layers = {}
        for name in ("dense1", "dense2"):
            weights = self.arrays[name, "weights"]
            layer = Dense(*weights.shape, rng=np.random.default_rng(0))
            layer.weights = weights.astype(np.float64)
            layer.biases = self.arrays[name, "biases"].astype(np.float64)
            self.layers[name] = layer
        row = [self.layers["dense1"], ReLU(), self.layers["dense2"]]
        self.hidden = row[1]
        self.loss = self.criterion.forward(forward(row, self.X), self.y)
        backward(row, self.criterion.backward())

    def f(self, value):
        """Return the loss with the parameter at `value`, real or complex.

        It is plain NumPy, which the complex step needs, in the precision
        of `value`.
        """
        moved = dict(self.arrays)
        array = moved[self.place].astype(np.asarray(value).dtype)
        array[0, 0] = value
        moved[self.place] = array
        product = _rounded_product if self.nnfs else np.matmul
        X = self.X.astype(self.dtype)
        Z = product(X, moved["dense1", "weights"])
        A = np.maximum(0.0, Z + moved["dense1", "biases"])
        Z = product(A, moved["dense2", "weights"])
        Z = Z + moved["dense2", "biases"]
        shifted = Z - Z.real.max(axis=1, keepdims=True)
        sums = np.exp(shifted).sum(axis=1)
        right = shifted[np.arange(len(self.y)), self.y]
        return (np.log(sums) - right).mean()

    def slope(self, h, method):
        """Return the slope that the package measures; None if it refuses.

        It refuses a nudge that is lost when it is added, and one whose
        imaginary part is.
        """
        try:
            point = np.array(self.value)
            slope = numerical_gradient(self.f, point, step=h, method=method)
        except (TypeError, ValueError):
            return None
        return float(slope)

    def values(self, h, method):
        """Return the two numbers that make the slope: of f, or of its parts.

        Returns
        -------
        tuple of float
            f ahead and f here or behind; for the complex step the real and
            the imaginary part.
        """
        point = np.array(self.value)
        if method == "complex":
            value = self.f(point + point.dtype.type(h) * 1j)
            return float(value.real), float(value.imag)
        left = point - point.dtype.type(h if method == "central" else 0.0)
        right = point + point.dtype.type(h)
        return float(self.f(right)), float(self.f(left))

    @property
    def claim(self):
        """The gradient of the parameter by backpropagation."""
        name, attribute = self.place
        return float(getattr(self.layers[name], f"d{attribute}")[0, 0])

    def error(self, slope):
        """Return how far off a slope is, by :eq:`eq-check-relative`."""
        largest = max(abs(self.claim), abs(slope))
        return abs(self.claim - slope) / largest if largest else 0.0

    @property
    def logit_rates(self):
        """How fast each logit moves with the parameter, up to a corner."""
        N = len(self.y)
        if self.place == ("dense2", "weights"):
            rates = np.zeros((N, len(self.arrays["dense2", "biases"][0])))
            rates[:, 0] = self.hidden.output[:, 0]
            return rates
        open_ = self.hidden.inputs[:, 0] > 0
        weights = self.layers["dense2"].weights
        return (self.moves * open_)[:, np.newaxis] * weights[0]

    @property
    def moves(self):
        """How far each sample's first sum moves for each unit of nudge."""
        if self.place == ("dense1", "weights"):
            return self.X[:, 0]
        return np.full(len(self.X), float(self.place[0] == "dense1"))

    def truncation(self, method):
        """Return (A, q): the error of a long nudge is about A h**q.

        The logits move on straight lines, so the second and the third
        derivative of a sample's loss are the second and the third central
        moment of their rates, under the probabilities of the classes.
        """
        p, rates = self.criterion.output, self.logit_rates
        off = rates - (p * rates).sum(axis=1, keepdims=True)
        q = 1 if method == "forward" else 2
        derivative = (p * off ** (q + 1)).sum(axis=1).mean()
        return float(abs(derivative)) / (2.0 if q == 1 else 6.0), q

    @property
    def rho(self):
        """How far rounding can move the loss.

        Each rounded number moves it by its own size, times its gradient,
        times the machine epsilon, or half of it if it is rounded once.
        """
        sums = sum(
            np.abs(layer.output * dvalues).sum()
            for layer, dvalues in (
                (self.layers["dense1"], self.hidden.dinputs),
                (self.layers["dense2"], self.criterion.dinputs),
            )
        )
        eps = float(np.finfo(self.dtype).eps)
        coarse = float(np.finfo(np.float32).eps) / 2 if self.nnfs else eps
        return float(eps * (1.0 + self.loss) + coarse * sums)

    def expected(self, method):
        """Return (A, q, B) of :eq:`eq-check-model`, relative to the claim.

        Returns
        -------
        tuple of float or None
            None if the claim is 0 or nothing bends.
        """
        a, q = self.truncation(method)
        b = {"forward": 2.0, "central": 1.0, "complex": 0.0}[method] * self.rho
        claim = abs(self.claim)
        return (a / claim, q, b / claim) if claim and a else None

    @property
    def corners(self):
        """The nudge, with its sign, that takes each sample to its corner.

        Infinite where the nudge does not reach the sample.
        """
        Z = self.hidden.inputs[:, 0]
        away = np.full(len(Z), np.inf)
        return np.divide(-Z, self.moves, out=away, where=self.moves != 0)

    def room(self, method):
        """Return the step at which the first ReLU turns.

        It is 0 if one turns at every step, and infinite if none ever does.
        """
        corners = self.corners
        turned_at_once = self.flips(0.0, method)
        if turned_at_once.any():
            return 0.0
        if method == "complex":
            return np.inf
        ahead = np.abs(corners) if method == "central" else corners
        return float(ahead[ahead > 0].min(initial=np.inf))

    def flips(self, h, method):
        """Return for each sample whether a nudge turns its ReLU's gate.

        An imaginary nudge moves no real part, and turns only those that
        are exactly on the corner.
        """
        is_open = self.hidden.inputs[:, 0] > 0
        turned = np.zeros(len(is_open), dtype=bool)
        for side in (1.0, -1.0) if method == "central" else (1.0,):
            at, reach = self.corners * side, self.moves * side
            there = np.where(is_open, at <= h, at < h) & (at >= 0)
            at_corner = (at == 0) & (reach > 0)
            if method == "complex":
                there = at_corner
            turned |= np.where(at == 0, at_corner, there)
        return turned


def _rounded_product(a, b):
    """Return the product as ``np.dot`` does after ``nnfs.init()``."""
    parts = [np.real(factor).astype(np.float64) for factor in (a, b)]
    return np.matmul(*parts).astype(np.float32)
