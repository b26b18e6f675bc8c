r"""Penalties on the size of parameters, and their gradients.

Equations :eq:`eq-penalties` and :eq:`eq-penalty-gradients`:

.. math::

    \Omega_1 = \lambda \sum_j |w_j|, \qquad
    \Omega_2 = \lambda \sum_j w_j^2 ,

.. math::

    \frac{\partial \Omega_1}{\partial w_k}
    = \lambda\, \operatorname{sign}(w_k), \qquad
    \frac{\partial \Omega_2}{\partial w_k} = 2 \lambda w_k .

At :math:`w_k = 0`, where :math:`|w_k|` has a kink, the slope is taken to
be 0, the middle of all slopes that fit there.
"""

import numpy as np

from backprop.checks import as_floats, as_strength


def l1_loss(values, strength):
    r"""Return :math:`\lambda \sum |w|`, equation :eq:`eq-penalties`.

    Parameters
    ----------
    values : array_like of any shape
        The parameters :math:`w`.
    strength : float
        The weight :math:`\lambda \ge 0` of the penalty.

    Returns
    -------
    float

    Raises
    ------
    TypeError, ValueError
        If `values` are not real numbers, or `strength` is not a finite
        number of at least 0.

    Examples
    --------
    >>> l1_loss([[2.0, -3.0]], 0.1)
    0.5
    """
    values, strength = _arguments("l1_loss", values, strength)
    return float(strength * np.abs(values).sum())


def l1_gradient(values, strength):
    r"""Return :math:`\lambda \operatorname{sign}(w)`, shaped like `values`.

    Implements :eq:`eq-penalty-gradients`; the slope at exactly 0 is 0.

    Parameters
    ----------
    values : array_like of any shape
        The parameters :math:`w`.
    strength : float
        The weight :math:`\lambda \ge 0` of the penalty.

    Returns
    -------
    ndarray of the shape of `values`

    Raises
    ------
    TypeError, ValueError
        As for :func:`l1_loss`.

    Examples
    --------
    >>> l1_gradient([[2.0, 0.0, -3.0]], 0.1)
    array([[ 0.1,  0. , -0.1]])
    """
    values, strength = _arguments("l1_gradient", values, strength)
    return strength * np.sign(values)


def l2_loss(values, strength):
    r"""Return :math:`\lambda \sum w^2`, equation :eq:`eq-penalties`.

    Parameters
    ----------
    values : array_like of any shape
        The parameters :math:`w`.
    strength : float
        The weight :math:`\lambda \ge 0` of the penalty.

    Returns
    -------
    float

    Raises
    ------
    TypeError, ValueError
        As for :func:`l1_loss`.

    Examples
    --------
    >>> l2_loss([[2.0, -3.0]], 0.5)
    6.5
    """
    values, strength = _arguments("l2_loss", values, strength)
    return float(strength * np.square(values).sum())


def l2_gradient(values, strength):
    r"""Return :math:`2 \lambda w`, shaped like `values`.

    Implements :eq:`eq-penalty-gradients`.

    Parameters
    ----------
    values : array_like of any shape
        The parameters :math:`w`.
    strength : float
        The weight :math:`\lambda \ge 0` of the penalty.

    Returns
    -------
    ndarray of the shape of `values`

    Raises
    ------
    TypeError, ValueError
        As for :func:`l1_loss`.

    Examples
    --------
    >>> l2_gradient([[2.0, -3.0]], 0.5)
    array([[ 2., -3.]])
    """
    values, strength = _arguments("l2_gradient", values, strength)
    return 2.0 * strength * values


def _arguments(where, values, strength):
    return (
        as_floats(where, "values", values),
        as_strength(where, "strength", strength),
    )
