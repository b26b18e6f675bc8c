"""Typical wrong numbers are told what they are, one slip a line."""

import numpy as np
import pytest

from backprop.exercises import check


def said(name, part, answer):
    """Return what is said of one part, the others being open."""
    lines = str(check(name, **{part: answer})).splitlines()
    assert lines[0] == "Not yet."
    assert part in lines[1]
    return lines[1]


def cases(name, part, *pairs):
    return [(name, part, answer, words) for answer, words in pairs]


def tell(*groups):
    return pytest.mark.parametrize(
        ("name", "part", "answer", "words"),
        [case for group in groups for case in group],
    )


X, W = np.array([2.0, -1.0, 0.5]), np.array([1.0, 3.0, -2.0])


@tell(
    cases(
        "neuron-by-hand",
        "dinputs",
        (X * W, "the products of the way forward"),
        (-4.0 * W, "multiplies by the sum z"),
        ([2, 6, 4], "entries [0], [1] of dinputs have the wrong sign"),
        (0.0 * X, "as if the bias were left out of the sum z"),
    ),
    cases(
        "neuron-by-hand",
        "dweights",
        (0.0 * X, "as if the ReLU stopped negative gradients"),
        (X * W, "the products of the way forward"),
        (-4.0 * X, "multiplies by the sum z"),
    ),
    cases(
        "neuron-by-hand",
        "dbias",
        (0, "as if the ReLU stopped negative gradients"),
        (4, "the bias itself"),
        (-8, "is multiplied by the bias"),
        ([-2, -2, -2], "a list of 3, and should be one number"),
    ),
    cases(
        "neuron-square",
        "dinputs",
        ([-6, -2, 4], "2z; the z is missing"),
        ([-216, -72, 144], "the square itself is in it too"),
        ([-72, -24, 48], "the 2 is in it twice"),
        ([18, -4, 24], "squares each product for itself"),
        ([0, 0, 24], "has a ReLU on single inputs or weights"),
    ),
    cases("neuron-square", "dweights", ([12, 0, 36], "has a ReLU on single")),
    cases(
        "neuron-one-step",
        "eta",
        (6, "the whole output; divide it"),
        (15, "how far the output falls for a rate of 1"),
        (2.5, "divided the wrong way round"),
        (6 / 29, "lets the inputs move too"),
        (0.43, "leaves the bias out"),
    ),
    cases(
        "neuron-one-step",
        "z_after",
        (12, "is the fall"),
        (-12, "minus the fall"),
    ),
    cases(
        "neuron-twice",
        "dx0",
        (4, "subtracts one gradient from the other"),
        (4, "is multiplied by x0 as well"),
        (5, "is the output; asked for is its slope"),
        ([3, -1], "it still has to be added up"),
    ),
)
def test_slips_of_chapter_1(name, part, answer, words):
    text = said(name, part, answer)
    assert words in text.replace("Entries", "entries")
    assert "shape" not in text


@tell(
    cases(
        "layer-by-hand",
        "output",
        ([0, 6], "has been through a ReLU"),
        ([-1, 4], "subtracts the biases"),
        ([2, 2], "one weight alone"),
    ),
    cases(
        "layer-by-hand",
        "dinputs",
        ([-4, 2], "lets G through a ReLU"),
        ([1, -2], "is G as it came"),
        ([2, 2], "is made of the inputs"),
        ([4, 1], "an input has a row, and G is left out"),
        ([1, 2], "takes one weight for each input"),
    ),
    cases(
        "layer-by-hand",
        "dweights",
        ([[0, -4], [0, 2]], "lets G through a ReLU"),
        ([[1, -4], [3, 2]], "is made of the weights"),
        ([[2, 2]], "pairs each input with one neuron"),
        ([[2, -1], [2, -1]], "has the inputs in its rows"),
        ([[-1, 2], [6, -12]], "is made of the outputs"),
    ),
    cases(
        "layer-by-hand",
        "dbiases",
        ([0, -2], "lets G through a ReLU"),
        ([0, 1], "is the biases themselves"),
        ([0, -2], "is multiplied by the biases"),
        ([0.5, -1], "is averaged over the neurons"),
    ),
    cases("layer-twice", "dinputs_ratio", (0.5, "divides by the two samples")),
    cases(
        "layer-twice",
        "dweights_ratio",
        (0.5, "what a single sample has"),
        (4, "counts both factors twice"),
    ),
    cases(
        "layer-twice",
        "dbiases_ratio",
        (0.5, "what a single sample has"),
        (4, "counts both factors twice"),
    ),
    cases(
        "layer-twice",
        "G_ratio",
        (1, "leaves G as it is"),
        (0.25, "makes up for the second sample twice"),
    ),
)
def test_slips_of_chapter_2(name, part, answer, words):
    assert words in said(name, part, answer)


SUMS = np.array(
    [[1.0, 2.0, 3.0, 2.5], [2.0, 5.0, -1.0, 2.0], [-1.5, 2.7, 3.3, -0.8]]
) @ [
    [0.2, 0.5, -0.26],
    [0.8, -0.91, -0.27],
    [-0.5, 0.26, 0.17],
    [1.0, -0.5, 0.87],
]
NEURON_0, _, NEURON_2 = -SUMS.max(axis=0)
Z = np.array([[0.5, -1.0, 0.0], [2.0, 3.0, -4.0]])
G = np.array([[-2.0, 5.0, 1.0], [0.0, 4.0, 7.0]])


@tell(
    cases(
        "relu-by-hand",
        "dinputs",
        (G * (G > 0), "dinputs: the mask looks at dvalues; it must"),
        (G * (Z <= 0), "dinputs: the mask is reversed"),
        (G * (Z < 0), "dinputs: the mask is reversed"),
        (G * (Z >= 0), "where the inputs are exactly 0"),
        (G * np.heaviside(Z, 0.5), "passes half of the gradient where the"),
        (G * ((Z > 0) & (G > 0)), "looks at dvalues too"),
        (G * Z, "multiplies by the inputs, the negative ones too"),
        (np.abs(G) * (Z > 0), "Entry [0, 0] of dinputs has the wrong sign"),
    ),
    cases(
        "relu-bias",
        "bias",
        (1.949, "leaves one gate open"),
        (-4.81, "the sum that is shut first"),
        (2.85, "undoes the mean of the sums"),
        (-9, "kills the neuron; asked for is the largest"),
        (2, "is right to 1 digit, but rounded too far"),
        (NEURON_0, "is that of neuron 0"),
        (NEURON_2, "is that of neuron 2"),
    ),
)
def test_slips_of_chapter_3(name, part, answer, words):
    text = said(name, part, answer)
    assert words in text
    assert "ore than one mistake" not in text


P4 = np.array([[0.25, 0.5, 0.25], [0.6, 0.2, 0.2]])
Y4 = np.eye(3)[[2, 1]]
LOG4, LOG5 = np.log(4.0), np.log(5.0)


def loss_slips(name, P, labels):
    """Return the slips with a loss, each worked out as a reader would."""
    rows = np.arange(2)
    first, second = -np.log(P[rows, labels])
    chosen = P[rows, labels].mean()
    return cases(
        name,
        "loss",
        ((first + second) / 2 / np.log(2.0), "uses base 2"),
        ((first + second) / 2 / np.log(10.0), "uses base 10"),
        ([first, second], "holds the loss of each sample"),
        (first, "that of the first sample alone"),
        (second, "that of the second sample alone"),
        (-np.log(P[rows, labels - 1]).mean(), "counts the classes from 1"),
        (-np.log(P.max(axis=1)).mean(), "takes the largest prediction"),
        (-np.log(P).sum() / 2, "adds up all classes"),
        (-np.log(P).mean(), "the mean over all classes"),
        (-(P * np.log(P)).sum() / 2, "weighs all classes"),
        (-np.log(chosen), "takes the logarithm of the mean probability"),
        (chosen, "the mean probability of the true classes"),
        (1.0 - chosen, "what the true classes lack of 1"),
        (first * second, "multiplies the losses"),
        ((first + second) / 3, "divided by the number of classes"),
        ((first + second) / 6, "divided by the number of all predictions"),
    )


@tell(
    loss_slips("cross-entropy-by-hand", P4, np.array([2, 1])),
    cases(
        "cross-entropy-by-hand",
        "dinputs",
        (-Y4 / P4 / 3, "divided by the number of classes;"),
        (-Y4 / P4 / 6, "divided by the number of classes as well"),
        ([-2, -2.5], "the entries of the true classes alone"),
        (-Y4 * np.log(P4) / 2, "holds the losses"),
        (-Y4 / P4**2 / 2, "divides by the predictions twice"),
        (-1 / P4, "the labels are missing"),
        (-np.eye(3)[[1, 0]] / P4, "class too low; besides, every entry"),
    ),
    cases(
        "cross-entropy-parts",
        "first",
        (0.4, "alpha and beta have changed places"),
        (4, "changed places, and no division by all ten"),
        (0.25, "changed places, and the mean of a part"),
        (0.1, "is 1/10"),
        (10 / 6, "divided the wrong way round"),
        (1.5, "compares the part with the other one"),
        (0.3, "halves the mean over all ten"),
        (60, "given in per cent"),
    ),
    cases(
        "cross-entropy-parts",
        "second",
        (0.6, "alpha and beta have changed places"),
        (2 / 3, "compares the part with the other one"),
    ),
)
def test_slips_of_chapter_4(name, part, answer, words):
    text = said(name, part, answer)
    assert words.lower() in text.lower()


def test_both_weights_swapped_are_told_so_once():
    text = str(check("cross-entropy-parts", first=0.4, second=0.6))
    assert text.count("changed places") == 1
    assert text.endswith("The same goes for second.")


def slips_of_the_jacobian(name, part, s):
    J = np.diag(s) - np.outer(s, s)
    off = 1.0 - np.eye(len(s))
    return cases(
        name,
        part,
        (np.diag(np.diag(J)), "has the diagonal only"),
        (-np.outer(s, s), "the diagonal of probabilities is missing"),
        (np.diag(s), "the outer product is missing"),
        (np.abs(J), "wrong sign off the diagonal"),
        (np.diag(s) + np.outer(s, s), "adds the outer product"),
        (np.diag(np.diag(J)) - off * s, "has one probability off the"),
        (np.eye(len(s)) - s, "is not multiplied by the probabilities"),
        (np.outer(s, 1 - s), "has 1 - S off the diagonal"),
        (np.diag(J), "holds the diagonal alone, as a row"),
        (np.diag(1 - s) + J * off, "has 1 - S alone on its diagonal"),
        (np.vstack([s] * len(s)), "holds the probabilities in every row"),
    )


def slips_of_softmax(name, s, powers, g):
    J = np.diag(s) - np.outer(s, s)
    off = 2.0 * np.diag(np.diag(J)) - J
    z, powers = np.log(powers), np.array(powers)
    return [
        *cases(
            name,
            "probabilities",
            (powers, "are the exponentials"),
            (z, "are the logits"),
            (z / z.sum(), "are logits divided by their sum"),
            (np.log(s), "are logarithms of the probabilities"),
            (np.ones(len(s)) / len(s), "are all alike"),
            (powers / (1.0 + powers), "are the sigmoids"),
            (100 * s, "in per cent"),
            (powers / powers.max(), "divided by the largest exponential"),
        ),
        *slips_of_the_jacobian(name, "jacobian", s),
        *cases(
            name,
            "jacobian",
            (J * g, "multiplied by the upstream gradient already"),
            (np.diag(powers) - np.outer(powers, powers), "made of the exp"),
        ),
        *cases(
            name,
            "dinputs",
            (0 * g, "the rows of the Jacobian add up to 0"),
            (g, "is the upstream gradient as it came"),
            (s * (1 - s), "the upstream gradient is left out"),
            (off @ g, "a Jacobian with the wrong sign off"),
            (-np.outer(s, s) @ g, "lacks the diagonal of probabilities"),
            (s * (g - g.sum()), "subtracts the sum of the upstream"),
            (g @ s, "is one number, the average"),
            (s**2 * (g - g @ s), "by the probabilities twice"),
            (powers * (g - g @ s), "multiplied by the exponentials"),
        ),
    ]


THREE, TWO = np.array([0.5, 0.25, 0.25]), np.array([0.8, 0.2])


@tell(
    slips_of_softmax(
        "softmax-by-hand", THREE, [2, 1, 1], np.array([4.0, 0.0, -4.0])
    ),
    slips_of_softmax("softmax-two", TWO, [4, 1], np.array([3.0, 1.0])),
)
def test_slips_of_chapter_5(name, part, answer, words):
    assert words.lower() in said(name, part, answer).lower()


P6 = np.array([[0.5, 0.25, 0.25], [0.2, 0.2, 0.6]])
Y6 = np.eye(3)[[1, 2]]
D6 = (P6 - Y6) / 2


@tell(
    loss_slips("fused-by-hand", P6, np.array([1, 2])),
    # In chapter 4 the next class has the same probability.
    cases("fused-by-hand", "loss", (1.4979, "one class too high")),
    cases(
        "fused-by-hand",
        "dinputs",
        (2 * D6 / 3, "divided by the number of classes;"),
        (D6 / 3, "divided by the number of classes as well"),
        (np.where(Y6 > 0, 2 * D6, D6), "halved everywhere but at the true"),
        (np.where(Y6 > 0, D6, 2 * D6), "halves the true class alone"),
        (P6 - Y6 / 2, "subtracts half of the labels"),
        ((P6 - np.eye(3)[[0, 2]]) / 2, "1 at the largest prediction"),
        (D6 * Y6, "is 0 for the classes that are not the true one"),
        ((P6 + Y6) / 2, "adds the labels"),
        ((P6 - 1) / 2, "subtracts 1 from every prediction"),
        (-Y6 / P6, "behind the softmax; asked for is the one at the logits; "),
    ),
    slips_of_the_jacobian(
        "fused-curvature", "curvature", np.array([0.5, 0.3, 0.2])
    ),
    cases(
        "fused-curvature",
        "curvature",
        (np.diag([-0.5, -0.7, -0.8]), "subtracts the labels"),
        ([-0.5, 0.3, 0.2], "is the gradient once more"),
    ),
)
def test_slips_of_chapter_6(name, part, answer, words):
    assert words.lower() in said(name, part, answer).lower()


def test_a_mean_that_is_missing_from_both_parts_is_said_once():
    answers = {"loss": 2 * 0.948560, "dinputs": 2 * D6}
    text = str(check("fused-by-hand", **answers))
    assert text.count("the mean over the 2 samples is missing") == 1
    assert "The same goes for dinputs." in text


@tell(
    cases(
        "network-by-hand",
        "loss",
        (0.5, "is the probability of the true class"),
        (1.3863, "adds up both classes"),
    ),
    cases(
        "network-by-hand",
        "dweights1",
        ([[-1, 5], [0.5, -2.5]], "ignores the ReLU"),
        ([[0, 5], [0, -2.5]], "has its mask reversed"),
        ([[3, 0], [-1.5, 0]], "leaves the label out"),
        ([[-4, 0], [2, 0]], "leaves the prediction out"),
        ([[-8, 0], [4, 0]], "starts from the gradient at the probabilities"),
    ),
    cases(
        "network-by-hand",
        "dbiases1",
        ([0, 2.5], "has its mask reversed"),
        ([1.5, 0], "leaves the label out"),
        ([-2, 0], "leaves the prediction out"),
        ([0, 0], "is 0 everywhere, and should not be"),
    ),
    cases(
        "network-by-hand",
        "dweights2",
        ([[1.5, 1.5], [0, 0]], "leaves the label out"),
        ([[0, -3], [0, 0]], "leaves the prediction out"),
        ([[1.5, -1.5], [-0.5, 0.5]], "is made of the sums"),
    ),
    cases(
        "network-by-hand",
        "dbiases2",
        ([0, -1], "leaves the prediction out"),
        ([0, -2], "starts from the gradient at the probabilities"),
    ),
    cases(
        "network-zeros",
        "dbiases",
        ([0.25, 0.25, 0.5], "is the shares of the classes"),
        ([0, 0, 0], "the last biases need no activation to learn"),
    ),
    cases(
        "network-zeros",
        "final_loss",
        (1.3863, "the samples of class 0 or 1 alone"),
        (0.6931, "the samples of class 2 alone"),
        (4.1589, "the sum over the samples"),
        (1.1552, "averages over the classes"),
    ),
    cases(
        "network-paths",
        "edges",
        (240, "multiplies all widths"),
        (20, "between the first two layers only"),
    ),
    cases(
        "network-paths",
        "paths",
        (8, "adds the units on the way"),
        (48, "from all four weights of a unit"),
    ),
)
def test_slips_of_chapter_7(name, part, answer, words):
    text = said(name, part, answer)
    assert words in text
    assert "an array of integers" not in text


W8 = np.array([[0.5, -2.0], [0.0, 1.0]])
DATA = np.array([[1.0, 0.2], [-0.3, 0.0]])
L1, L2 = 0.1 * np.sign(W8), 0.1 * W8


@tell(
    cases(
        "penalty-by-hand",
        "penalty",
        (0.2625, "lacks the L1 part"),
        (3.5, "the sum of the sizes alone"),
        (5.25, "the sum of the squares alone"),
        (0.6125 / 4, "divided by the number of weights"),
    ),
    cases(
        "penalty-by-hand",
        "dweights",
        (DATA + L1 + L2 - 0.1 * (W8 == 0), "a slope of -lambda at the weight"),
        (DATA + L2, "lacks the L1 part"),
        (DATA - L1 - L2, "subtracts the penalties' gradients"),
        (DATA + 0.1 + L2, "adds lambda everywhere"),
        (DATA + L1 + np.abs(L2), "lost the signs of the weights in the slope"),
        (DATA + 0.1 * np.abs(W8) + 0.05 * W8**2, "the penalties themselves"),
        (DATA + 0.6125, "adds the whole penalty to every entry"),
    ),
    cases(
        "penalty-rest",
        "l1",
        (1, "takes 2 lambda for the slope of L1"),
        (3, "where the data alone want it"),
        (1.5, "where L2 with (lambda/2) w^2 would bring it"),
        (0, "only if it pulls harder"),
    ),
    cases(
        "penalty-rest",
        "l2",
        (3, "where the data alone want it"),
        (0, "its slope vanishes with it"),
        (-3, "the slope of L2 with the wrong sign"),
    ),
    cases("penalty-rest", "zero_from", (2, "L1 leaves w at 1")),
    cases(
        "dropout-twice",
        "rate",
        (0.5, "that of the first layer alone"),
        (0.2, "that of the second layer alone"),
        (0.9, "counts as kept what is dropped by both"),
        (0.3, "the difference of the rates"),
        (60, "in per cent"),
    ),
    cases(
        "dropout-twice",
        "scale",
        (0.6, "the share that is dropped"),
        (10, "1 over the product of the rates"),
        (1 / 0.3, "subtracts both rates from 1"),
        (1 / 0.7, "1 over the sum of the rates"),
    ),
)
def test_slips_of_chapter_8(name, part, answer, words):
    assert words in said(name, part, answer)


EPS = np.finfo(float).eps


@tell(
    cases(
        "check-by-hand",
        "forward",
        (0.641, "forward is the error; asked for is the slope"),
        (0.64, "forward is the error; asked for is the slope"),
        (-0.641, "is the error with the other sign"),
        (0.16025, "the error in proportion to the slope"),
        (1.4641, "is f at 1.1"),
        (46.41, "divided by h squared"),
        (2.3205, "divided by 2h; the two points are h apart"),
        (4.04, "is the central difference"),
        (3.96, "what the complex step shows"),
    ),
    cases(
        "check-by-hand",
        "central",
        (0.04, "central is the error; asked for is the slope"),
        (-0.04, "is the error with the other sign"),
        (0.01, "the error in proportion to the slope"),
        (0.808, "is not divided by 2h"),
        (0.404, "is divided by 2; the two points are 2h apart"),
        (40.4, "divided by h once too often"),
        (4.641, "is the forward difference"),
        (3.439, "is the difference to the left"),
        (3.96, "what the complex step shows"),
    ),
    cases(
        "check-by-hand",
        "complex_step",
        (-0.04, "complex_step is the error; asked for is the slope"),
        (0.04, "is the error with the other sign"),
        (9.401, "the real part, divided by h"),
        (1.98, "divided by 2h; there is one nudge"),
        (2, "squares once; the fourth power"),
        (0.2, "squares once, and is not divided by h"),
        (4.641, "is the forward difference"),
        (3.96j, "give its real or its imaginary part"),
    ),
    cases(
        "check-richardson",
        "near",
        (1, "the two factors must add up to 1"),
        (4, "the two factors must add up to 1, and near 4 times"),
        (0.8, "adds the error terms up"),
        (0.5, "takes the mean of both"),
    ),
    cases(
        "check-richardson",
        "far",
        (-1, "or the two factors do not add up to 1"),
        (-0.25, "the two factors must add up to 1"),
        (0.2, "adds the error terms up"),
        (0.5, "takes the mean of both"),
    ),
    cases(
        "check-richardson",
        "best_step",
        (0.2, "is the power of eps; asked for is the step"),
        (1 / 5, "is the power of eps; asked for is the step"),
        (5, "is one over the power of eps"),
        (0.8, "the power of eps in the error that is left"),
        (0.25, "is a power of eps, and that of another step"),
        (1 / 3, "that of a plain central difference; asked for is a step"),
        (-3.13, "is the power of ten"),
        (EPS**-0.2, "is one over the step"),
        (EPS**0.5, "that of a forward difference"),
        (EPS ** (2 / 3), "the error that a plain central difference leaves"),
        (EPS, "the precision of the numbers itself"),
    ),
    cases(
        "check-signs",
        "missed_once",
        (50, "in per cent"),
        (0.75, "at least one of two coins"),
        (1, "if no direction ever found it"),
        (0.2, "the mistake in one entry"),
        (0.4, "what a direction that finds it shows"),
    ),
    cases(
        "check-signs",
        "missed_ten_times",
        (0.5, "is the chance of one direction"),
        (5, "multiplies by ten"),
        (2.0**-9, "is the chance of nine"),
        (2.0**-11, "is the chance of eleven"),
        (100 * 2.0**-10, "in per cent"),
        (1024, "is one over the chance"),
        (0.25**10, "takes 1/4 for the chance of one"),
        (10 * 2.0**-10, "exactly one of ten"),
        (0.001, "right to 1 digit"),
    ),
)
def test_slips_of_chapter_9(name, part, answer, words):
    assert words in said(name, part, answer)


@pytest.mark.parametrize("step", [7e-4, 7.4e-4, EPS**0.2, [EPS**0.2]])
def test_about_the_best_step_one_digit_is_enough(step):
    text = str(check("check-richardson", best_step=step))
    assert text.startswith("Right so far")
