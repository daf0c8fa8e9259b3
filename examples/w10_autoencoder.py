"""W10. An autoencoder 784 -> 300 -> 100 -> 784 trained on handwritten digits by gradient descent.

Sigmoid in each layer, biases in the two encoder layers only; the error of an image is the sum of
squares of (input - reconstruction); weights start normal with deviation 0.1; step 0.02, one image
at a time, 4 epochs. `--hand` also trains with a gradient derived by hand and compares each step.
"""

import argparse

import digits
import numpy as np

from s2sad import grad


def sigmoid(t):
    return 1.0 / (1.0 + np.exp(-t))


def reconstruct(W1, b1, W2, b2, W3, x):
    h1 = sigmoid(W1 @ x + b1)
    h2 = sigmoid(W2 @ h1 + b2)
    return sigmoid(W3 @ h2)


def error(W1, b1, W2, b2, W3, x):
    return np.sum((x - reconstruct(W1, b1, W2, b2, W3, x)) ** 2)


def gradient_by_hand(W1, b1, W2, b2, W3, x):
    h1 = sigmoid(W1 @ x + b1)
    h2 = sigmoid(W2 @ h1 + b2)
    r = sigmoid(W3 @ h2)
    g3 = 2.0 * (r - x) * r * (1.0 - r)
    g2 = (W3.T @ g3) * h2 * (1.0 - h2)
    g1 = (W2.T @ g2) * h1 * (1.0 - h1)
    return np.outer(g1, x), g1, np.outer(g2, h1), g2, np.outer(g3, h2)


def step(weights, gradients):
    for w, g in zip(weights, gradients):
        w -= 0.02 * g


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", default=digits.SAMPLE, help="folder of MNIST idx files")
    parser.add_argument("--images", type=int, default=500, help="how many to train on (500)")
    parser.add_argument("--epochs", type=int, default=4, help="how often each is seen (4)")
    parser.add_argument("--hand", action="store_true", help="compare with a gradient by hand")
    parser.add_argument("--picture", metavar="FILE", help="save the pictures too: FILE.png")
    options = parser.parse_args(arguments)
    images = digits.read_images(options.data)
    seen, unseen = images[: options.images], images[options.images :]

    rng = np.random.default_rng(0)
    shapes = (300, 784), 300, (100, 300), 100, (784, 100)
    weights = [rng.normal(0.0, 0.1, shape) for shape in shapes]
    by_hand = [w.copy() for w in weights]
    before = np.mean([error(*weights, x) for x in seen])
    gradient = grad(error, wrt=(0, 1, 2, 3, 4))
    apart = 0.0
    for x in digits.progress(seen, options.epochs):
        step(weights, gradient(*weights, x))
        if options.hand:
            step(by_hand, gradient_by_hand(*by_hand, x))
            apart = max(apart, *(np.max(np.abs(v - w)) for v, w in zip(by_hand, weights)))
    after = np.mean([error(*weights, x) for x in seen])
    print(f"error before {before:.2f}, after {after:.2f}: {before / after:.1f} times less")
    if options.hand:
        print(f"largest difference from the weights trained by hand: {apart:.1e}")
    some = [*seen[:3], *unseen[:3]]
    print(f"{len(seen[:3])} images seen, {len(unseen[:3])} not seen, above their reconstructions:")
    digits.show(some, [reconstruct(*weights, x) for x in some], options.picture)


if __name__ == "__main__":
    main()
