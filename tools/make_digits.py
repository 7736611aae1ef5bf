"""Writes the UCI handwritten digits as a folder of pictures: 8x8 gray PNG files, one subfolder a class.

usage: make_digits.py digits.csv.gz FOLDER

The file comes from the scikit-learn wheel: 1,797 rows of 64 gray values 0..16 and the class. A value v becomes
round(v * 255 / 16), so that 16, full ink, is white on black. The last picture of each of the classes 2, 5 and 8 goes to
FOLDER/held-out and is in no class folder: those three are what the demo predicts by file.
"""

import csv
import gzip
import os
import struct
import sys
import zlib

SIDE = 8
HELD_OUT = (2, 5, 8)
SOURCE = """Optical Recognition of Handwritten Digits, E. Alpaydin and C. Kaynak, 1998, UCI Machine Learning Repository,
https://doi.org/10.24432/C50P49, CC BY 4.0: its 1,797 test pictures as scikit-learn ships them (sklearn/datasets/data/digits.csv.gz),
written as 8x8 gray PNG files by tools/make_digits.py.
"""


def png(rows):
    """A gray 8-bit PNG of rows of bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    pixels = b"".join(b"\0" + row for row in rows)  # filter 0 before each row
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")
    )


def read(path):
    """(class, rows of bytes) of each picture, in the order of the file."""
    with gzip.open(path, "rt", newline="") as file:
        for line in csv.reader(file):
            values = [int(float(v)) for v in line]
            gray = bytes(round(v * 255 / 16) for v in values[:-1])
            yield values[-1], [gray[i : i + SIDE] for i in range(0, SIDE * SIDE, SIDE)]


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    pictures = list(read(sys.argv[1]))
    folder = sys.argv[2]
    last = {label: index for index, (label, _) in enumerate(pictures)}
    for index, (label, rows) in enumerate(pictures):
        held_out = label in HELD_OUT and last[label] == index
        place = f"held-out/digit-{label}.png" if held_out else f"digits/{label}/{index:04}.png"
        write(os.path.join(folder, place), png(rows))
    write(os.path.join(folder, "SOURCE.txt"), SOURCE.encode())


if __name__ == "__main__":
    main()
