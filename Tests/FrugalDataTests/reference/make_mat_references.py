"""Writes ../Readers/MATReferences.swift: files as scipy writes them for MATLAB, in base 64.

    python make_mat_references.py        # needs numpy and scipy
"""
import base64
import io
import pathlib

import numpy
import scipy
import scipy.io

# Picture n, row, column and colour can be told from every value.
COUNT, HEIGHT, WIDTH = 3, 4, 2
pictures = numpy.zeros((HEIGHT, WIDTH, 3, COUNT), numpy.uint8)
for row in range(HEIGHT):
    for column in range(WIDTH):
        for colour in range(3):
            for picture in range(COUNT):
                pictures[row, column, colour, picture] = 64 * picture + 16 * row + 4 * column + colour
labels = numpy.array([[1.0], [10.0], [7.0]])
kinds = {
    "f8": numpy.array([[0.5, -2.25, 1e300]]), "f4": numpy.array([[1.5], [2.5]], numpy.float32),
    "i1": numpy.array([[-3]], numpy.int8), "u2": numpy.array([[65535, 1]], numpy.uint16),
    "i4": numpy.array([[-70000]], numpy.int32), "u8": numpy.array([[2**63]], numpy.uint64),
    "i8": numpy.array([[-(2**62)]], numpy.int64), "matrix": numpy.array([[1, 2, 3], [4, 5, 6]], numpy.int16),
    "truth": numpy.array([[True, False]]), "word": "a text", "pair": {"a": 1}, "complex": numpy.array([1 + 2j]),
    "empty": numpy.zeros((0, 3)), "a_name_longer_than_four_letters": numpy.array([[9]], numpy.uint8),
}


def file(variables, compressed):
    out = io.BytesIO()
    scipy.io.savemat(out, variables, do_compression=compressed)
    data = bytearray(out.getvalue())
    # The date in the header would differ with every run.
    data[:116] = b"MATLAB 5.0 MAT-file, written by scipy".ljust(116)
    return bytes(data)


def literal(name, data):
    text = base64.b64encode(data).decode()
    lines = [text[place : place + 100] for place in range(0, len(text), 100)]
    return f'    static let {name} = """\n' + "\\\n".join("        " + line for line in lines) + '\n        """'


lines = [f"// Made by reference/make_mat_references.py with scipy {scipy.__version__}; not to be edited.", ""]
lines += ["/// Files as scipy writes them for MATLAB, in base 64.", "enum MATReference {"]
lines += [literal("digits", file({"X": pictures, "y": labels}, True))]
lines += [literal("plainDigits", file({"X": pictures, "y": labels}, False))]
lines += [literal("kinds", file(kinds, False)), "}", ""]
target = pathlib.Path(__file__).parent.parent / "Readers" / "MATReferences.swift"
target.write_text("\n".join(lines))
