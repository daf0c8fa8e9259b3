"""ADBench's lstm: the loss of a network with diagonal gates on a text; adjoint by hand.

Layer k has weights `gates[k, 0]` and biases `gates[k, 1]` of its four gates (forget, take, show,
change), each as wide as a letter's code; `ends` scales the input, and scales and shifts the output.
"""

import numpy as np

from ..case import Case


def sigmoid(t):
    return 1.0 / (1.0 + np.exp(-t))


def lstm(gates, ends, state, text):
    """The mean loss of predicting each letter from those before it (its log has a 2 inside)."""
    hidden = [row[0] for row in state]
    cells = [row[1] for row in state]
    total = 0.0
    for t in range(len(text) - 1):
        signal = text[t] * ends[0]
        for k in range(len(gates)):
            w, b = gates[k, 0], gates[k, 1]
            forget = sigmoid(signal * w[0] + b[0])
            take = sigmoid(hidden[k] * w[1] + b[1])
            show = sigmoid(signal * w[2] + b[2])
            change = np.tanh(hidden[k] * w[3] + b[3])
            cells[k] = cells[k] * forget + take * change
            hidden[k] = show * np.tanh(cells[k])
            signal = hidden[k]
        guess = signal * ends[1] + ends[2]
        total += np.sum(text[t + 1] * (guess - np.log(2.0 + np.sum(np.exp(guess)))))
    return -total / ((len(text) - 1) * text.shape[1])


def by_hand(gates, ends, state, text, g):
    layers, last = len(gates), len(text) - 1
    hidden, cells = [row[0] for row in state], [row[1] for row in state]
    kept, outputs = [], []
    total = 0.0
    for t in range(last):
        signal = text[t] * ends[0]
        for k in range(layers):
            w, b = gates[k]
            h, c = hidden[k], cells[k]
            forget = sigmoid(signal * w[0] + b[0])
            take = sigmoid(h * w[1] + b[1])
            show = sigmoid(signal * w[2] + b[2])
            change = np.tanh(h * w[3] + b[3])
            cells[k] = c * forget + take * change
            bent = np.tanh(cells[k])
            hidden[k] = show * bent
            kept.append((signal, h, c, forget, take, show, change, bent))
            signal = hidden[k]
        guess = signal * ends[1] + ends[2]
        powers = np.exp(guess)
        mass = 2.0 + np.sum(powers)
        outputs.append((signal, powers, mass))
        total += np.sum(text[t + 1] * (guess - np.log(mass)))
    scale = -1.0 / (last * text.shape[1])

    ggates, gends = np.zeros_like(gates), np.zeros_like(ends)
    ghidden = [np.zeros_like(h) for h in hidden]
    gcells = [np.zeros_like(c) for c in cells]
    for t in range(last - 1, -1, -1):
        signal, powers, mass = outputs.pop()
        letter = g * scale * text[t + 1]
        gguess = letter - powers * (np.sum(letter) / mass)
        gends[1] += gguess * signal
        gends[2] += gguess
        gsignal = gguess * ends[1]
        for k in range(layers - 1, -1, -1):
            signal, h, c, forget, take, show, change, bent = kept.pop()
            w, gw, gb = gates[k, 0], ggates[k, 0], ggates[k, 1]
            gh = ghidden[k] + gsignal
            gc = gcells[k] + gh * show * (1.0 - bent * bent)
            gforget = gc * c * forget * (1.0 - forget)
            gtake = gc * change * take * (1.0 - take)
            gshow = gh * bent * show * (1.0 - show)
            gchange = gc * take * (1.0 - change * change)
            gcells[k] = gc * forget
            gw[0] += gforget * signal
            gw[1] += gtake * h
            gw[2] += gshow * signal
            gw[3] += gchange * h
            gb[0] += gforget
            gb[1] += gtake
            gb[2] += gshow
            gb[3] += gchange
            gsignal = gforget * w[0] + gshow * w[2]
            ghidden[k] = gtake * w[1] + gchange * w[3]
        gends[0] += gsignal * text[t]
    return total * scale, (ggates, gends)


def arguments(layers, letters, width):
    """Return a network of so many layers, and a text of one-hot letters."""
    rng = np.random.default_rng(14)
    text = np.eye(width)[rng.integers(width, size=letters)]
    return (
        rng.normal(size=(layers, 2, 4, width)), rng.normal(size=(3, width)),
        rng.normal(size=(layers, 2, width)), text,
    )  # fmt: skip


CASE = Case(
    lstm, by_hand, ("gates", "ends"),
    {"small": arguments(2, 12, 14), "large": arguments(2, 40, 2000)}, ("autograd",),
    title="lstm of adbench",
)  # fmt: skip
