"""Handwritten digits: reading idx files, progress while training, pictures as text or as PNG."""

import gzip
import struct
import sys
import zlib
from pathlib import Path

import numpy as np

SAMPLE = Path(__file__).parent / "data"
SHADES = np.array(list(" .:-=+*#%@"))


def read_images(folder=SAMPLE):
    """Return the images of the first idx file of images in a folder, one a row, from 0 to 1."""
    files = sorted(Path(folder).glob("*images*idx3*"))
    if not files:
        raise SystemExit(f"{folder} holds no idx file of images (*images*idx3*, gz or not)")
    data = files[0].read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    magic, count, rows, columns = struct.unpack(">IIII", data[:16])
    if magic != 0x803:
        raise SystemExit(f"{files[0]} is not an idx file of images")
    pixels = np.frombuffer(data, dtype=np.uint8, offset=16, count=count * rows * columns)
    return pixels.reshape(count, rows * columns) / 255.0


def progress(images, epochs):
    """Yield every image of every epoch, and say how far it is: one line rewritten in a terminal."""
    end, every = ("\r", 10) if sys.stdout.isatty() else ("\n", len(images))
    for epoch in range(1, epochs + 1):
        for k, image in enumerate(images, 1):
            yield image
            if k % every == 0:
                print(f"epoch {epoch}/{epochs}, image {k:4}/{len(images)}", end=end, flush=True)
    if end == "\r":
        print()


def show(images, reconstructions, path=None):
    """Print images in a row, and below each its reconstruction; save them as PNG if asked."""
    rows = [np.hstack([x.reshape(28, 28) for x in row]) for row in (images, reconstructions)]
    picture = np.clip(np.vstack(rows), 0.0, 1.0)
    print(as_text(picture))
    if path:
        save_png(picture, path)


def as_text(picture):
    """Return a picture as lines of characters; each stands for two by four pixels."""
    h, w = picture.shape
    means = picture.reshape(h // 4, 4, w // 2, 2).mean(axis=(1, 3))
    lines = SHADES[np.rint(means * (len(SHADES) - 1)).astype(int)]
    return "\n".join("".join(line).rstrip() for line in lines)


def save_png(picture, path):
    """Write a picture of grey values from 0 to 1 as a PNG file."""
    h, w = picture.shape
    grey = np.rint(picture * 255).astype(np.uint8)
    lines = b"".join(b"\0" + line.tobytes() for line in grey)

    def chunk(name, data):
        check = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", w, h, 8, 0, 0, 0, 0)
    parts = (("IHDR", header), ("IDAT", zlib.compress(lines, 9)), ("IEND", b""))
    body = b"".join(chunk(name.encode(), data) for name, data in parts)
    Path(path).write_bytes(b"\x89PNG\r\n\x1a\n" + body)
