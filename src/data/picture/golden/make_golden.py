"""Makes the pictures of this folder and the pixels that they should become.

Files are written by pydicom, tifffile and Pillow; codestreams by imagecodecs (CharLS, OpenJPEG,
libjpeg-turbo). Values are read back by pydicom or imagecodecs, and transformed by pydicom's
apply_modality_lut, apply_windowing, apply_voi, apply_color_lut and convert_color_space, or by NumPy where
the rule is Minga's own (docs/images.md). Run in this folder: python make_golden.py
"""

import base64
import copy
import io
import json
from pathlib import Path

import imagecodecs
import numpy as np
import pydicom
import tifffile
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate, encapsulate_extended
from pydicom.pixels import apply_color_lut, apply_modality_lut, convert_color_space
from pydicom.pixels.processing import apply_voi, apply_windowing
from pydicom.sequence import Sequence
from pydicom.uid import UID

random = np.random.default_rng(7)
WIDTH, HEIGHT = 10, 6
ROOT = "1.2.840.10008.1.2"
IMPLICIT, EXPLICIT, DEFLATED, BIG = ROOT, ROOT + ".1", ROOT + ".1.99", ROOT + ".2"
RLE, BASELINE, EXTENDED = ROOT + ".5", ROOT + ".4.50", ROOT + ".4.51"
LOSSLESS, FIRST_ORDER = ROOT + ".4.57", ROOT + ".4.70"
JPEG_LS, NEAR_LS, JPEG_2000, LOSSY_2000 = ROOT + ".4.80", ROOT + ".4.81", ROOT + ".4.90", ROOT + ".4.91"


def rounded(values):
    """floor(v + 0.5), after making sure that no value is so near a tie that its order would tell."""
    fraction = np.abs(values - np.floor(values) - 0.5)
    assert not ((fraction < 1e-9) & (fraction > 0)).any()
    return np.floor(values + 0.5).astype(np.uint8)


def text(content):
    return base64.b64encode(bytes(content)).decode()


def case(name, content, pixels, options=None, tolerance=0):
    pixels = np.ascontiguousarray(pixels, dtype=np.uint8)
    return {
        "name": name,
        "file": text(content),
        "width": pixels.shape[1],
        "height": pixels.shape[0],
        "channels": 1 if pixels.ndim == 2 else 3,
        "data": text(pixels.tobytes()),
        **({"options": options} if options else {}),
        **({"tolerance": tolerance} if tolerance else {}),
    }


# --- DICOM ---------------------------------------------------------------------------------------


def smooth(bits, frames=1):
    """A picture with structure, so that predictors and transforms have something to do."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    top = 2**bits - 1
    base = (np.sin(x / 3) + np.cos(y / 2) + 2) / 4 * top * 0.9
    stack = [base + random.integers(0, max(2, top // 12), base.shape) for _ in range(frames)]
    array = np.clip(np.stack(stack), 0, top).astype(np.uint8 if bits <= 8 else np.uint16)
    array[:, 0, 0], array[:, -1, -1] = 0, top
    return array[0] if frames == 1 else array


def colours():
    return np.stack([smooth(8), smooth(8)[::-1], smooth(8)[:, ::-1]], axis=-1)


def data_set(photometric="MONOCHROME2", bits=8, allocated=None, signed=False, samples=1, **tags):
    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = UID(EXPLICIT)
    ds.SOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    ds.SOPInstanceUID = "1.2.3"
    ds.PatientName = "Nadie^Persona"
    ds.SamplesPerPixel = samples
    ds.PhotometricInterpretation = photometric
    if samples == 3:
        ds.PlanarConfiguration = 0
    ds.Rows, ds.Columns = HEIGHT, WIDTH
    ds.BitsAllocated = allocated or (8 if bits <= 8 else 16)
    ds.BitsStored = bits
    ds.HighBit = bits - 1
    ds.PixelRepresentation = int(signed)
    for name, value in tags.items():
        setattr(ds, name, value)
    return ds


def saved(ds, syntax, preamble=True, meta=True):
    ds = copy.deepcopy(ds)
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = UID(syntax)
    ds.file_meta.MediaStorageSOPClassUID = ds.SOPClassUID
    ds.file_meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID
    out = io.BytesIO()
    pydicom.dcmwrite(out, ds, enforce_file_format=True)
    content = out.getvalue()
    if not preamble:
        content = content[132:]
    if not meta:
        length = int.from_bytes(content[8:12], "little")
        content = content[12 + length :]
    return content


def native(ds, array, syntax=EXPLICIT, vr=None, **how):
    ds = copy.deepcopy(ds)
    big = syntax == BIG
    kind = array.dtype.newbyteorder(">" if big else "<")
    content = np.ascontiguousarray(array, dtype=kind).tobytes()
    if big and vr == "OW" and array.itemsize == 1:
        content = np.frombuffer(content, "<u2").astype(">u2").tobytes()
    ds.add_new("PixelData", vr or ("OB" if ds.BitsAllocated == 8 else "OW"), content)
    return saved(ds, syntax, **how)


def packed(ds, frames, syntax, extended=False, **how):
    ds = copy.deepcopy(ds)
    if extended:
        content, offsets, lengths = encapsulate_extended(frames)
        ds.ExtendedOffsetTable, ds.ExtendedOffsetTableLengths = offsets, lengths
    else:
        content = encapsulate(frames, **how)
    ds.add_new("PixelData", "OB", content)
    ds["PixelData"].is_undefined_length = True
    return saved(ds, syntax)


def windowed(values, ds):
    """pydicom's window with an output of 0–255: that of unsigned data of 8 bits."""
    plain = Dataset()
    plain.BitsStored, plain.PixelRepresentation = 8, 0
    plain.PhotometricInterpretation = "MONOCHROME2"
    for name in ("WindowCenter", "WindowWidth", "VOILUTFunction"):
        if name in ds:
            setattr(plain, name, ds[name].value)
    return apply_windowing(values, plain)


def shown(array, ds, window="file"):
    """Grey stored values as 8 bits: modality, then table, window or range, then MONOCHROME1."""
    values = apply_modality_lut(array, ds).astype(np.float64)
    if window == "file" and "VOILUTSequence" in ds:
        whole = np.trunc(values).astype(np.int64)
        table = ds.VOILUTSequence[0]
        out = apply_voi(whole, ds).astype(np.float64) / (2 ** table.LUTDescriptor[2] - 1) * 255
    elif isinstance(window, dict):
        own = Dataset()
        own.WindowCenter, own.WindowWidth = window["center"], window["width"]
        out = windowed(values, own)
    elif window == "file" and "WindowCenter" in ds:
        out = windowed(values, ds)
    else:
        low, high = values.min(), values.max()
        out = (values - low) / (high - low) * 255 if high > low else values * 0
    out = rounded(out)
    return 255 - out if ds.PhotometricInterpretation == "MONOCHROME1" else out


def read(content):
    return pydicom.dcmread(io.BytesIO(content), force=True)


def grey(name, ds, array, syntax=EXPLICIT, window=None, **how):
    content = native(ds, array, syntax, **how)
    stored = read(content).pixel_array if how.get("meta", True) else array
    assert (stored == array).all()
    return case(name, content, shown(array, ds, window or "file"), window and {"window": window})


def table(first, entries, bits, signed=False):
    """An item of a LUT sequence."""
    item = Dataset()
    item.add_new("LUTDescriptor", "SS" if signed else "US", [len(entries) % 65536, first, bits])
    item.add_new("LUTData", "OW", np.asarray(entries, "<u2").tobytes())
    return Sequence([item])


def syntaxes():
    deep, flat = smooth(12), smooth(8)
    ds = data_set(bits=12)
    for name, uid in [("implicit", IMPLICIT), ("explicit", EXPLICIT), ("deflated", DEFLATED)]:
        yield grey(f"{name} little endian of 12 bits", ds, deep, uid)
    yield grey("explicit big endian of 12 bits", ds, deep, BIG)
    yield grey("explicit big endian of 8 bits in bytes", data_set(), flat, BIG)
    yield grey("explicit big endian of 8 bits in words", data_set(), flat, BIG, vr="OW")
    yield grey("no preamble", ds, deep, preamble=False)
    yield grey("no preamble and big endian", ds, deep, BIG, preamble=False)
    yield grey("a bare explicit data set", ds, deep, preamble=False, meta=False)
    yield grey("a bare implicit data set", ds, deep, IMPLICIT, preamble=False, meta=False)

    for bits in (8, 12, 16):
        array = smooth(bits)
        ds = data_set(bits=bits)
        want = shown(array, ds)
        content = packed(ds, [rle_frame(array)], RLE)
        assert (read(content).pixel_array == array).all()
        yield case(f"RLE lossless of {bits} bits", content, want)
        for predictor in (1, 4, 7):
            stream = imagecodecs.jpeg_encode(
                array, lossless=True, predictor=predictor, bitspersample=bits
            )
            assert (imagecodecs.jpeg_decode(stream) == array).all()
            uid = FIRST_ORDER if predictor == 1 else LOSSLESS
            yield case(
                f"JPEG lossless of {bits} bits, predictor {predictor}",
                packed(ds, [stream], uid),
                want,
            )
        stream = imagecodecs.jpegls_encode(array)
        yield case(f"JPEG-LS of {bits} bits", packed(ds, [stream], JPEG_LS), want)
        stream = j2k(array, bits)
        assert (imagecodecs.jpeg2k_decode(stream) == array).all()
        yield case(f"JPEG 2000 of {bits} bits", packed(ds, [stream], JPEG_2000), want)

    ds = data_set(bits=12, signed=True)
    array = smooth(12).astype(np.int16) - 2048
    want = shown(array, ds)
    coded = (array.astype(np.int16) & 0xFFF).astype(np.uint16)
    yield case(
        "JPEG lossless of signed values", packed(ds, [lossless(coded, 12)], FIRST_ORDER), want
    )
    yield case("JPEG-LS of signed values", packed(ds, [imagecodecs.jpegls_encode(coded)], JPEG_LS), want)
    yield case("JPEG 2000 of signed values", packed(ds, [j2k(array, 12)], JPEG_2000), want)
    yield case("RLE of signed values", packed(ds, [rle_frame(array)], RLE), want)

    near = imagecodecs.jpegls_encode(deep, level=3)
    ds = data_set(bits=12)
    yield case(
        "JPEG-LS, nearly lossless",
        packed(ds, [near], NEAR_LS),
        shown(imagecodecs.jpegls_decode(near), ds),
    )
    lossy = imagecodecs.jpeg2k_encode(deep, level=40, codecformat="j2k", bitspersample=12)
    yield case(
        "JPEG 2000, lossy",
        packed(ds, [lossy], LOSSY_2000),
        shown(imagecodecs.jpeg2k_decode(lossy), ds),
        tolerance=1,
    )
    for name, uid in [("baseline", BASELINE), ("extended, 8 bits", EXTENDED)]:
        stream = imagecodecs.jpeg8_encode(flat, level=90)
        yield case(
            f"JPEG {name}",
            packed(data_set(), [stream], uid),
            shown(imagecodecs.jpeg8_decode(stream), data_set()),
            tolerance=2,
        )


def rle_frame(array):
    from pydicom.pixels.encoders.native import _encode_frame
    from pydicom.pixels.encoders.base import EncodeRunner

    runner = EncodeRunner(UID(RLE))
    samples = 1 if array.ndim == 2 else array.shape[-1]
    runner.set_options(
        rows=array.shape[0],
        columns=array.shape[1],
        samples_per_pixel=samples,
        bits_allocated=array.itemsize * 8,
        bits_stored=array.itemsize * 8,
        pixel_representation=0,
        photometric_interpretation="MONOCHROME2" if samples == 1 else "RGB",
        planar_configuration=0,
        number_of_frames=1,
    )
    return bytes(_encode_frame(np.ascontiguousarray(array).tobytes(), runner))


def lossless(array, bits):
    return imagecodecs.jpeg_encode(array, lossless=True, predictor=1, bitspersample=bits)


def j2k(array, bits):
    return imagecodecs.jpeg2k_encode(
        array, codecformat="j2k", bitspersample=bits, reversible=True, level=0
    )


def photometrics():
    rgb = colours()
    ds = data_set("RGB", samples=3)
    yield case("RGB by pixel", native(ds, rgb), rgb)
    planes = data_set("RGB", samples=3, PlanarConfiguration=1)
    yield case("RGB by plane", native(planes, rgb.transpose(2, 0, 1)), rgb)
    yield case("RGB by plane, big endian", native(planes, rgb.transpose(2, 0, 1), BIG), rgb)
    deep = rgb.astype(np.uint16) * 257 - rgb
    yield case("RGB of 16 bits", native(data_set("RGB", 16, samples=3), deep), deep >> 8)
    yield case("RGB of 12 bits", native(data_set("RGB", 12, samples=3), deep >> 4), deep >> 8)
    yield case("RGB in RLE", packed(ds, [rle_frame(rgb)], RLE), rgb)
    yield case("RGB in JPEG-LS by line", packed(ds, [imagecodecs.jpegls_encode(rgb)], JPEG_LS), rgb)
    yield case("RGB in JPEG lossless", packed(ds, [lossless_rgb(rgb)], FIRST_ORDER), rgb)
    ybr = convert_color_space(rgb, "RGB", "YBR_FULL")
    full = data_set("YBR_FULL", samples=3)
    back = convert_color_space(ybr, "YBR_FULL", "RGB")
    yield case("YBR_FULL", native(full, ybr), back)
    yield case("YBR_FULL by plane", native(data_set("YBR_FULL", samples=3, PlanarConfiguration=1), ybr.transpose(2, 0, 1)), back)
    yield case("YBR_FULL in RLE", packed(full, [rle_frame(ybr)], RLE), back)
    half = data_set("YBR_FULL_422", samples=3)
    pairs = ybr.reshape(HEIGHT, WIDTH // 2, 2, 3)
    words = np.stack(
        [pairs[:, :, 0, 0], pairs[:, :, 1, 0], pairs[:, :, 0, 1], pairs[:, :, 0, 2]], axis=-1
    )
    content = native(half, words)
    stored = pydicom.pixels.pixel_array(io.BytesIO(content), raw=True)
    yield case("YBR_FULL_422", content, convert_color_space(stored, "YBR_FULL_422", "RGB"))
    for name, reversible, photometric, uid in [
        ("YBR_RCT", True, "YBR_RCT", JPEG_2000),
        ("YBR_ICT", False, "YBR_ICT", LOSSY_2000),
    ]:
        stream = imagecodecs.jpeg2k_encode(
            rgb, codecformat="j2k", reversible=reversible, level=0 if reversible else 45, mct=True
        )
        yield case(
            f"{name} in JPEG 2000",
            packed(data_set(photometric, samples=3), [stream], uid),
            imagecodecs.jpeg2k_decode(stream),
            tolerance=0 if reversible else 1,
        )
    plain = imagecodecs.jpeg2k_encode(ybr, codecformat="j2k", reversible=True, level=0, mct=False)
    yield case("YBR_FULL in JPEG 2000", packed(full, [plain], JPEG_2000), back)
    for name, sampling in [("4:4:4", "444"), ("4:2:2", "422"), ("4:2:0", "420")]:
        stream = imagecodecs.jpeg8_encode(rgb, level=90, subsampling=sampling)
        yield case(
            f"YBR_FULL_422 in JPEG baseline, {name}",
            packed(data_set("YBR_FULL_422", samples=3), [stream], BASELINE),
            np.asarray(Image.open(io.BytesIO(stream)).convert("RGB")),
        )
    stream = imagecodecs.jpeg8_encode(rgb, level=95, colorspace="RGB", outcolorspace="RGB")
    bare = without_adobe(stream)
    yield case(
        "RGB in JPEG baseline without an Adobe segment",
        packed(ds, [bare], BASELINE),
        imagecodecs.jpeg8_decode(stream),
    )

    indices = smooth(8) // 16
    for bits in (8, 16):
        palette = data_set("PALETTE COLOR")
        entries = random.integers(0, 256, (3, 16)).astype(np.uint16)
        stored = entries if bits == 8 else entries * 256 + 255 - entries
        for colour, row in zip(("Red", "Green", "Blue"), stored):
            palette.add_new(f"{colour}PaletteColorLookupTableDescriptor", "US", [16, 2, bits])
            kind = np.uint8 if bits == 8 else "<u2"
            palette.add_new(f"{colour}PaletteColorLookupTableData", "OW", row.astype(kind).tobytes())
        looked_up = apply_color_lut(indices, palette)
        want = looked_up >> (looked_up.itemsize * 8 - 8)
        assert (want == entries[:, np.clip(indices.astype(int) - 2, 0, 15)].transpose(1, 2, 0)).all()
        yield case(f"PALETTE COLOR of {bits} bits", native(palette, indices), want)
        yield case(f"PALETTE COLOR of {bits} bits in RLE", packed(palette, [rle_frame(indices)], RLE), want)
    yield grey("MONOCHROME1", data_set("MONOCHROME1", 12), smooth(12))


def lossless_rgb(rgb):
    stream = imagecodecs.jpeg_encode(
        rgb, lossless=True, predictor=1, bitspersample=8, colorspace="RGB", outcolorspace="RGB"
    )
    assert (imagecodecs.jpeg_decode(stream, outcolorspace="RGB") == rgb).all()
    return stream


def without_adobe(stream):
    """Removes APP14 and renames components R, G, B, so that only DICOM says that these are colours."""
    at = stream.find(b"\xff\xee")
    if at >= 0:
        stream = stream[:at] + stream[at + 2 + int.from_bytes(stream[at + 2 : at + 4], "big") :]
    content = bytearray(stream)
    frame = content.find(b"\xff\xc0")
    scan = content.find(b"\xff\xda")
    for i in range(3):
        content[frame + 10 + 3 * i] = i + 1
        content[scan + 5 + 2 * i] = i + 1
    return bytes(content)


def depths():
    for bits, allocated, signed in [
        (8, 8, False), (8, 8, True), (8, 16, False), (10, 16, False), (10, 16, True),
        (12, 16, True), (16, 16, False), (16, 16, True), (5, 8, False),
    ]:
        ds = data_set(bits=bits, allocated=allocated, signed=signed)
        array = smooth(bits).astype(np.uint8 if allocated == 8 else np.uint16)
        if signed:
            array = (array.astype(int) - 2 ** (bits - 1)).astype(np.int8 if allocated == 8 else np.int16)
        word = f"{bits} bits of {allocated}, {'signed' if signed else 'unsigned'}"
        yield grey(word, ds, array)
    array = smooth(12)
    high = data_set(bits=12)
    high.HighBit = 15
    yield case("12 bits up to bit 15", native(high, array << 4), shown(array, data_set(bits=12)))
    overlay = array | (random.integers(0, 2, array.shape).astype(np.uint16) << 13)
    yield case("an overlay above the bits", native(data_set(bits=12), overlay), shown(array, data_set(bits=12)))
    negative = (array.astype(np.int32) - 2048) & 0xFFF
    yield case(
        "signed values without extended sign",
        native(data_set(bits=12, signed=True), negative.astype(np.uint16)),
        shown(array.astype(int) - 2048, data_set(bits=12, signed=True)),
    )


def windows():
    stored = smooth(12)
    ct = dict(RescaleSlope="1", RescaleIntercept="-1024")
    for photometric in ("MONOCHROME2", "MONOCHROME1"):
        for function in (None, "LINEAR", "LINEAR_EXACT", "SIGMOID"):
            tags = dict(WindowCenter="40", WindowWidth="400", **ct)
            if function:
                tags["VOILUTFunction"] = function
            yield grey(f"{photometric}, window {function or 'without a function'}", data_set(photometric, 12, **tags), stored)
    yield grey("several windows: the first", data_set(bits=12, WindowCenter=["300", "40"], WindowWidth=["1500", "80"], **ct), stored)
    yield grey("a window of width 1", data_set(bits=12, WindowCenter="2000", WindowWidth="1"), stored)
    yield grey("an exact window narrower than 1", data_set(bits=12, WindowCenter="2000", WindowWidth="0.5", VOILUTFunction="LINEAR_EXACT"), stored)
    yield grey("a fractional rescale", data_set(bits=12, RescaleSlope="0.37", RescaleIntercept="-12.5", WindowCenter="500.5", WindowWidth="901.25"), stored)
    yield grey("a falling rescale", data_set(bits=12, RescaleSlope="-2", RescaleIntercept="100"), stored)
    yield grey("a rescale without a window", data_set(bits=12, **ct), stored)
    yield grey("a frame of one value", data_set(bits=12), np.full_like(stored, 77))
    yield grey("option range", data_set(bits=12, WindowCenter="40", WindowWidth="400", **ct), stored, window="range")
    yield grey("option window", data_set(bits=12, WindowCenter="40", WindowWidth="400", VOILUTFunction="SIGMOID", **ct), stored, window={"center": -600, "width": 1500})
    curve = (np.sqrt(np.arange(512) / 511) * 4095).astype(int)
    lut = data_set(bits=12, VOILUTSequence=table(1000, curve, 12), WindowCenter="40", WindowWidth="400")
    yield grey("VOI LUT before the window", lut, stored)
    yield grey("option range before the VOI LUT", lut, stored, window="range")
    signed = data_set(bits=12, signed=True, VOILUTSequence=table(-300, curve, 12, True))
    yield grey("VOI LUT of signed values", signed, stored.astype(np.int16) - 2048)
    modality = data_set(bits=12, ModalityLUTSequence=table(500, curve * 16, 16), WindowCenter="40000", WindowWidth="48000")
    modality.ModalityLUTSequence[0].ModalityLUTType = "US"
    yield grey("modality LUT, then a window", modality, stored)
    yield grey("modality LUT, then the range", data_set(bits=12, ModalityLUTSequence=modality.ModalityLUTSequence), stored)
    yield grey("LUTs in implicit little endian", lut, stored, IMPLICIT)


def numbered(frames, rule):
    return {"first": 0, "middle": frames // 2, "last": frames - 1}.get(rule) if isinstance(rule, str) else rule - 1


def frames():
    stack = smooth(12, 5)
    ds = data_set(bits=12, NumberOfFrames="5")
    content = native(ds, stack)
    for rule in ("middle", "first", "last", 2):
        options = None if rule == "middle" else {"frame": rule}
        yield case(f"frame {rule} of five", content, shown(stack[numbered(5, rule)], ds), options)
    two = data_set(bits=12, NumberOfFrames="2")
    yield case("the middle of two frames", native(two, stack[:2]), shown(stack[1], two))
    streams = [imagecodecs.jpegls_encode(frame) for frame in stack]
    plain = [imagecodecs.jpegls_encode(frame) for frame in stack]
    for name, how in [
        ("a filled offset table", dict(has_bot=True)),
        ("an empty offset table", dict(has_bot=False)),
        ("three fragments a frame and a table", dict(has_bot=True, fragments_per_frame=3)),
        ("three fragments a frame and no table", dict(has_bot=False, fragments_per_frame=3)),
        ("an extended offset table", dict(extended=True)),
    ]:
        yield case(name, packed(ds, streams, JPEG_LS, **how), shown(stack[2], ds))
    one = data_set(bits=12)
    yield case("one frame in four fragments", packed(one, plain[:1], JPEG_LS, fragments_per_frame=4), shown(stack[0], one))
    yield case("the last of five in RLE", packed(ds, [rle_frame(frame) for frame in stack], RLE), shown(stack[4], ds), {"frame": "last"})
    j2ks = [j2k(frame, 12) for frame in stack]
    yield case("two fragments a JPEG 2000 frame and no table", packed(ds, j2ks, JPEG_2000, has_bot=False, fragments_per_frame=2), shown(stack[2], ds))

    grouped = data_set(bits=12, NumberOfFrames="5")
    own = []
    for i in range(5):
        window = Dataset()
        window.WindowCenter, window.WindowWidth = str(1000 + 300 * i), "1200"
        item = Dataset()
        item.FrameVOILUTSequence = Sequence([window])
        own.append(item)
    rescale = Dataset()
    rescale.RescaleSlope, rescale.RescaleIntercept = "1", "-100"
    shared = Dataset()
    shared.PixelValueTransformationSequence = Sequence([rescale])
    grouped.SharedFunctionalGroupsSequence = Sequence([shared])
    grouped.PerFrameFunctionalGroupsSequence = Sequence(own)
    flat = data_set(bits=12, RescaleSlope="1", RescaleIntercept="-100", WindowCenter="2200", WindowWidth="1200")
    yield case("the window of its own frame, the rescale of all", native(grouped, stack), shown(stack[4], flat), {"frame": 5})


# --- PNG and TIFF --------------------------------------------------------------------------------


def scaled(values, low, high):
    share = np.clip((values.astype(np.float64) - low) / (high - low), 0, 1)
    return rounded(share * 255)


def ranged(values):
    return scaled(values, values.min(), values.max())


def image(array, kind, **how):
    out = io.BytesIO()
    Image.fromarray(array).save(out, kind, **how)
    return out.getvalue()


def tiff(array, **how):
    out = io.BytesIO()
    tifffile.imwrite(out, array, metadata=None, **how)
    return out.getvalue()


def deep():
    twelve, sixteen = smooth(12), smooth(16)
    yield case("grey PNG of 12 bits in 16", image(twelve, "PNG"), ranged(twelve))
    yield case("grey PNG of 16 bits on the full scale", image(sixteen, "PNG"), sixteen >> 8, {"scale": "full"})
    yield case("grey PNG of 16 bits, least to most", image(twelve, "PNG"), scaled(twelve, 100, 3000), {"scale": {"min": 100, "max": 3000}})
    yield case("grey PNG of 16 bits, divided", image(twelve, "PNG"), scaled(twelve, 0, 4095), {"scale": 4095})
    rgb = colours().astype(np.uint16) * 200
    png = imagecodecs.png_encode(rgb)
    yield case("colour PNG of 16 bits", png, rgb >> 8)
    yield case("colour PNG of 16 bits by its range", png, ranged(rgb), {"scale": "range"})
    alpha = imagecodecs.png_encode(np.dstack([twelve, np.full_like(twelve, 65535)]))
    yield case("grey PNG of 16 bits with alpha", alpha, ranged(twelve))
    yield case("grey TIFF of 16 bits", tiff(twelve), ranged(twelve))
    yield case("grey TIFF of 16 bits, big endian", tiff(twelve, byteorder=">"), ranged(twelve))
    yield case("grey TIFF of 16 bits, LZW", tiff(twelve, compression="lzw"), ranged(twelve))
    yield case("grey TIFF of 16 bits on the full scale", tiff(sixteen), sixteen >> 8, {"scale": "full"})
    yield case("white-is-zero TIFF of 16 bits", tiff(twelve, photometric="miniswhite"), 255 - ranged(twelve))
    yield case("colour TIFF of 16 bits", tiff(rgb, photometric="rgb"), rgb >> 8)
    yield case("the first page of a TIFF", tiff(pages, photometric="minisblack"), pages[0])
    palette = random.integers(0, 256, (3, 256)).astype(np.uint16) * 257
    yield case("TIFF with a palette", tiff(smooth_page, photometric="palette", colormap=palette), (palette >> 8)[:, smooth_page].transpose(1, 2, 0))
    yield case("grey TIFF of 8 bits", tiff(smooth_page), smooth_page)
    yield case("crop of a PNG", image(colours_page, "PNG"), colours_page[1:5, 3:6], {"centerCrop": {"width": 3, "height": 4}})


smooth_page = smooth(8)
colours_page = colours()
pages = np.stack([smooth(8), smooth(8)])




def bands():
    sentinel = random.integers(0, 10000, (7, 9, 13)).astype(np.uint16)
    bytes13 = random.integers(0, 256, (8, 8, 13)).astype(np.uint8)
    wanted = sentinel[:, :, [3, 2, 1]]
    reflectance = {"bands": [4, 3, 2], "scale": 10000}
    want = scaled(wanted, 0, 10000)
    chunky = dict(planarconfig="contig", photometric="minisblack")
    planar = dict(planarconfig="separate", photometric="minisblack")
    separate = sentinel.transpose(2, 0, 1)
    for name, content in [
        ("chunky strips", tiff(sentinel, rowsperstrip=2, **chunky)),
        ("planar strips", tiff(separate, rowsperstrip=3, **planar)),
        ("chunky tiles", tiff(sentinel, tile=(16, 16), **chunky)),
        ("planar tiles, deflate", tiff(separate, tile=(16, 16), compression="zlib", **planar)),
        ("deflate with a predictor", tiff(sentinel, compression="zlib", predictor=True, **chunky)),
        ("LZW", tiff(sentinel, compression="lzw", rowsperstrip=4, **chunky)),
        ("LZW with a predictor, big endian", tiff(sentinel, compression="lzw", predictor=True, byteorder=">", **chunky)),
        ("PackBits", tiff(sentinel, compression="packbits", **chunky)),
        ("big endian", tiff(sentinel, byteorder=">", **chunky)),
    ]:
        assert (np.asarray(tifffile.imread(io.BytesIO(content))).size) == sentinel.size
        yield case(f"Sentinel-2, {name}", content, want, reflectance)
    content = tiff(sentinel, **chunky)
    yield case("named bands by their range", content, ranged(wanted), {"bands": [4, 3, 2]})
    yield case("named bands on the full scale", content, wanted >> 8, {"bands": [4, 3, 2], "scale": "full"})
    yield case("one band", content, scaled(sentinel[:, :, 7], 0, 4000), {"bands": [8], "scale": {"min": 0, "max": 4000}})
    recipe = {"bands": [2, 3, 4], "scale": 255, "centerCrop": {"width": 4, "height": 4}}
    cropped = (bytes13[2:6, 2:6, :] / 255.0)[:, :, [1, 2, 3]]
    yield case("SatelliteBench", tiff(bytes13, **chunky), rounded(cropped * 255), recipe)
    yield case("bands of a colour picture", tiff(colours_page, photometric="rgb"), colours_page[:, :, ::-1], {"bands": [3, 2, 1]})
    signed = random.integers(-2000, 2000, (6, 7)).astype(np.int16)
    signed[0, :3] = -9999
    low, high = signed[signed > -9999].min(), signed.max()
    want = np.where(signed == -9999, 0, scaled(signed, low, high))
    yield case("signed values with no data", tiff(signed, extratags=[(42113, "s", 0, "-9999", True)]), want)
    yield case("signed values on the full scale", tiff(signed), (signed.astype(int) + 32768) >> 8, {"scale": "full"})
    floats = random.normal(0, 1, (6, 7, 3)).astype(np.float32)
    one = floats[:, :, 0].copy()
    yield case("floats by their range", tiff(one), ranged(one))
    one[2, 2] = np.nan
    finite = one[np.isfinite(one)]
    want = np.where(np.isfinite(one), scaled(np.nan_to_num(one), finite.min(), finite.max()), 0)
    yield case("floats with NaN", tiff(one), want)
    yield case(
        "floats with a predictor, in tiles",
        tiff(floats, tile=(16, 16), compression="zlib", predictor=True, **chunky),
        scaled(floats, -1, 1),
        {"bands": [1, 2, 3], "scale": {"min": -1, "max": 1}},
    )
    yield case("floats, big endian, with a predictor", tiff(floats, byteorder=">", compression="zlib", predictor=True, **chunky), scaled(floats, -1, 1), {"bands": [1, 2, 3], "scale": {"min": -1, "max": 1}})
    doubles = floats[:, :, 0].astype(np.float64)
    yield case("doubles", tiff(doubles), ranged(doubles))
    wide = random.integers(0, 2**32, (5, 4), dtype=np.uint32)
    yield case("integers of 32 bits", tiff(wide), ranged(wide))
    smooth_wide = (smooth(16).astype(np.uint32) << 8)
    yield case("integers of 32 bits, LZW", tiff(smooth_wide, compression="lzw"), ranged(smooth_wide))
    long = np.tile(smooth(8), (6, 3))[:, :30]
    yield case("a long LZW strip of one band", tiff(np.dstack([long] * 5), compression="lzw", **chunky), long, {"bands": [5]})
    whites = tiff(smooth(12), photometric="miniswhite")
    yield case("one band of a white-is-zero TIFF", whites, 255 - ranged(tifffile.imread(io.BytesIO(whites))), {"bands": [1]})


def main():
    for name, make in [
        ("syntaxes", syntaxes),
        ("photometrics", photometrics),
        ("depths", depths),
        ("windows", windows),
        ("frames", frames),
        ("deep", deep),
        ("bands", bands),
    ]:
        cases = list(make())
        content = json.dumps(cases, separators=(",", ":")) + "\n"
        Path(f"{name}.json").write_text(content)
        print(f"{name}.json: {len(cases)} pictures, {len(content)} bytes")


main()
