#!/usr/bin/env python3
"""Writes PictureReferences.swift and ResizeReferences.swift: small encoded pictures and the samples that Pillow and PyTorch
make of them.

    python3 make_references.py

Needs numpy, pillow and torch. PNG files of kinds that Pillow does not write (2-bit, interlaced, 16-bit RGB) are made by hand
below; their expected samples are what Pillow reads, with two exceptions: 16-bit gray, which Pillow keeps at 16 bits (the high byte
is expected, as Pillow itself does for 16-bit RGB), and a transparent value of 2-bit gray, which Pillow does not honour.
"""
import base64
import io
import pathlib
import struct
import zlib

import numpy
import PIL
import torch
from PIL import Image

random = numpy.random.default_rng(2024)
HEIGHT, WIDTH = 6, 7
PASSES = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pack_rows(samples, depth):
    """Rows of samples (rows, columns, channels), each with filter byte 0."""
    out = b""
    for row in samples:
        values = row.reshape(-1)
        if depth == 16:
            packed = values.astype(">u2").tobytes()
        elif depth == 8:
            packed = values.astype(numpy.uint8).tobytes()
        else:
            bits = "".join(format(int(value), f"0{depth}b") for value in values)
            bits += "0" * (-len(bits) % 8)
            packed = bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))
        out += b"\0" + packed
    return out


def png(samples, depth, colour, interlaced=False, palette=None, transparency=None):
    height, width, _ = samples.shape
    if interlaced:
        parts = [samples[top::down, left::across] for top, left, down, across in PASSES]
        data = b"".join(pack_rows(part, depth) for part in parts if part.size)
    else:
        data = pack_rows(samples, depth)
    file = b"\x89PNG\r\n\x1a\n"
    file += chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(interlaced)))
    if palette is not None:
        file += chunk(b"PLTE", palette.astype(numpy.uint8).tobytes())
    if transparency is not None:
        file += chunk(b"tRNS", transparency)
    return file + chunk(b"IDAT", zlib.compress(data, 9)) + chunk(b"IEND", b"")


def noise(channels, depth):
    return random.integers(0, 1 << depth, (HEIGHT, WIDTH, channels))


def pillow(file, mode):
    picture = Image.open(io.BytesIO(file))
    if "A" in picture.getbands() or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        white = Image.new("RGBA", clear.size, (255, 255, 255, 255))
        picture = Image.alpha_composite(white, clear)
    return numpy.asarray(picture.convert(mode)).reshape(-1)


def photo():
    y, x = numpy.mgrid[0:18, 0:17]
    waves = numpy.stack([128 + 120 * numpy.sin(x / 3 + c) * numpy.cos(y / (4 + c)) for c in range(3)], axis=-1)
    return Image.fromarray(waves.clip(0, 255).astype(numpy.uint8))


def jpeg(picture, **options):
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85, **options)
    return out.getvalue()


def pictures():
    colours = random.integers(0, 256, (16, 3))
    for depth in (1, 2, 4, 8):
        yield f"gray, {depth} bits", png(noise(1, depth), depth, 0), 1
        yield f"gray, {depth} bits, interlaced", png(noise(1, depth), depth, 0, interlaced=True), 1
    wide = noise(1, 16)
    yield "gray, 16 bits", png(wide, 16, 0), (wide >> 8).reshape(-1)
    yield "RGB, 8 bits", png(noise(3, 8), 8, 2), 3
    yield "RGB, 8 bits, interlaced", png(noise(3, 8), 8, 2, interlaced=True), 3
    yield "RGB, 16 bits", png(noise(3, 16), 16, 2), 3
    for depth in (1, 2, 4):
        few = colours[: 1 << depth]
        yield f"palette, {depth} bits", png(noise(1, depth), depth, 3, palette=few), 3
    yield "palette, 4 bits, interlaced", png(noise(1, 4), 4, 3, interlaced=True, palette=colours), 3
    yield "palette with transparency", png(noise(1, 4), 4, 3, palette=colours, transparency=bytes(range(0, 256, 17))), 3
    yield "gray with alpha", png(noise(2, 8), 8, 4), 1
    yield "RGB with alpha", png(noise(4, 8), 8, 6), 3
    yield "RGB with alpha, interlaced", png(noise(4, 8), 8, 6, interlaced=True), 3
    few = noise(1, 2)
    file = png(few, 2, 0, transparency=struct.pack(">H", 2))
    yield "gray with a transparent value", file, numpy.where(few == 2, 255, few * 85).reshape(-1)
    yield "JPEG, RGB 4:4:4", jpeg(photo(), subsampling=0), 3
    yield "JPEG, RGB 4:2:0", jpeg(photo(), subsampling=2), 3
    yield "JPEG, progressive", jpeg(photo(), progressive=True), 3
    yield "JPEG, gray", jpeg(photo().convert("L")), 1
    yield "JPEG, CMYK", jpeg(photo().convert("CMYK")), 3


def resizes(source):
    picture = Image.fromarray(source)
    plain = torch.from_numpy(source.astype(numpy.float32)).permute(2, 0, 1)[None]
    for height, width in ((5, 4), (19, 13), (11, 5), (1, 1)):
        filters = {"nearest": Image.NEAREST, "box": Image.BOX, "antialiased": Image.BILINEAR}
        for name, code in filters.items():
            yield name, height, width, numpy.asarray(picture.resize((width, height), code))
        values = torch.nn.functional.interpolate(plain, (height, width), mode="bilinear", align_corners=False)
        yield "bilinear", height, width, values[0].permute(1, 2, 0).round().clamp(0, 255).byte().numpy()


def literal(name, data, indent):
    text = base64.b64encode(bytes(data)).decode()
    pad = " " * indent
    lines = [text[i : i + 100] for i in range(0, len(text), 100)]
    return f'{name}: """\n' + "\\\n".join(f"{pad}    {line}" for line in lines) + f'\n{pad}    """'


def picture_file():
    yield "/// An encoded picture and the samples that Pillow makes of it, both in base 64."
    yield "struct PictureReference: Sendable, CustomTestStringConvertible {"
    yield "    let name: String\n    let height: Int\n    let width: Int\n    let channels: Int"
    yield "    let file: String\n    let samples: String\n\n    var testDescription: String { name }\n"
    yield "    static let all: [PictureReference] = ["
    for name, file, expected in pictures():
        if isinstance(expected, int):
            channels, samples = expected, pillow(file, "L" if expected == 1 else "RGB")
        else:
            channels, samples = 1, expected
        width, height = Image.open(io.BytesIO(file)).size
        yield "        PictureReference("
        yield f'            name: "{name}", height: {height}, width: {width}, channels: {channels},'
        yield "            " + literal("file", file, 12) + ","
        yield "            " + literal("samples", samples.astype(numpy.uint8).tobytes(), 12) + "),"
    yield "    ]\n}"


def resize_file():
    source = random.integers(0, 256, (11, 8, 3)).astype(numpy.uint8)
    yield "/// A picture resized by Pillow (nearest, box, antialiased) or torch (bilinear), in base 64."
    yield "struct ResizeReference: Sendable, CustomTestStringConvertible {"
    yield "    let filter: String\n    let height: Int\n    let width: Int\n    let samples: String\n"
    yield '    var testDescription: String { "\\(filter) to \\(height)x\\(width)" }\n'
    yield "    /// What is resized: 11x8, RGB."
    yield "    static let " + literal("source", source.tobytes(), 4).replace("source: ", "source = ") + "\n"
    yield "    static let all: [ResizeReference] = ["
    for name, height, width, samples in resizes(source):
        yield "        ResizeReference("
        yield f'            filter: "{name}", height: {height}, width: {width},'
        yield "            " + literal("samples", samples.tobytes(), 12) + "),"
    yield "    ]\n}"


def main():
    torch_version = torch.__version__.split("+")[0]
    note = f"// Made by reference/make_references.py with Pillow {PIL.__version__} and torch {torch_version}; not to be edited."
    folder = pathlib.Path(__file__).parent.parent / "Readers"
    for name, lines in (("PictureReferences", picture_file()), ("ResizeReferences", resize_file())):
        text = "\n".join([note, "", "import Testing", "", *lines, ""])
        (folder / f"{name}.swift").write_text(text)


main()
