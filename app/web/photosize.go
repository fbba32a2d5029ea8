package web

import (
	"image"
	"image/color"
)

// What a photo may cost. A file of some KB can hold a picture that takes hundreds of megabytes to unpack, or for hours
// goes over it again in many scans: cameras write one, programs that write for slow networks some ten.
const (
	maxUnpacked = 110 << 20
	maxScans    = 40
)

// unpackedSize is about how many bytes of memory a picture takes while it is read, as image/jpeg and image/png do it.
func unpackedSize(about image.Config, format string, raw []byte) int {
	pixels := about.Width * about.Height
	if format == "jpeg" {
		return jpegSize(pixels, frameOf(raw))
	}
	each := 1
	switch about.ColorModel {
	case color.NRGBAModel, color.RGBAModel:
		each = 4
	case color.NRGBA64Model, color.RGBA64Model:
		each = 8
	case color.Gray16Model:
		each = 2
	}
	return pixels * each * 3 / 2 // one that is interlaced is held once more, by half
}

// frame is what a JPEG says of itself before and between its scans. cells are the samples of all its parts (brightness,
// colours) in a square of so many whole pixels.
type frame struct {
	progressive  bool
	scans        int
	parts        int
	cells, whole int
}

// jpegSize: one in many scans keeps every sample as a number of four bytes until the last, and is unpacked then. One in
// four colours is copied once more.
func jpegSize(pixels int, f frame) int {
	size := pixels * f.cells / max(f.whole, 1)
	if f.progressive {
		size *= 5
	}
	if f.parts == 4 {
		size += 4 * pixels
	}
	return size
}

// frameOf walks over the markers of a JPEG, as image/jpeg does: in the data of a scan 0xFF is followed by 0 or by a mark
// to begin again.
func frameOf(raw []byte) (f frame) {
	for i := 2; i+4 <= len(raw); {
		mark := raw[i+1]
		switch {
		case raw[i] != 0xFF, mark == 0xFF:
			i++
			continue
		case mark == 0x00, mark >= 0xD0 && mark <= 0xD8:
			i += 2
			continue
		case mark == 0xD9: // the end
			return f
		case mark >= 0xC0 && mark <= 0xC2:
			f.read(mark, raw[i+4:])
		case mark == 0xDA:
			f.scans++
		}
		i += 2 + int(raw[i+2])<<8 + int(raw[i+3])
	}
	return f
}

// read reads the head of a frame: its parts, each with how many samples it has across and down.
func (f *frame) read(mark byte, head []byte) {
	if len(head) < 6 {
		return
	}
	f.progressive, f.parts, f.cells = mark == 0xC2, int(head[5]), 0
	across, down := 1, 1
	for i := 6; i+3 <= len(head) && i < 6+3*f.parts; i += 3 {
		h, v := int(head[i+1]>>4), int(head[i+1]&15)
		across, down, f.cells = max(across, h), max(down, v), f.cells+h*v
	}
	f.whole = across * down
}
