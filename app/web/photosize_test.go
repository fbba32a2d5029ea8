package web

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

// bits writes the data of a scan: a 0 stands after each 0xFF.
type bits struct {
	bytes.Buffer
	now byte
	n   int
}

func (b *bits) put(value uint32, count int) {
	for count--; count >= 0; count-- {
		b.now, b.n = b.now<<1|byte(value>>count&1), b.n+1
		if b.n == 8 {
			b.WriteByte(b.now)
			if b.now == 0xFF {
				b.WriteByte(0)
			}
			b.now, b.n = 0, 0
		}
	}
}

func segment(out *bytes.Buffer, mark byte, body ...byte) {
	out.Write([]byte{0xFF, mark})
	out.Write(binary.BigEndian.AppendUint16(nil, uint16(len(body)+2)))
	out.Write(body)
}

// progressive is a grey picture in so many scans of three parts, each of which says with few bytes that nothing changes.
func progressive(side, scans int) []byte {
	var out bytes.Buffer
	out.Write([]byte{0xFF, 0xD8})
	segment(&out, 0xDB, append([]byte{0}, bytes.Repeat([]byte{1}, 64)...)...)
	size := []byte{8, byte(side >> 8), byte(side), byte(side >> 8), byte(side), 3}
	segment(&out, 0xC2, append(size, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0)...)
	one := append([]byte{1}, make([]byte, 15)...) // one code, of one bit
	segment(&out, 0xC4, append(append([]byte{0x00}, one...), 0)...)
	segment(&out, 0xC4, append(append([]byte{0x10}, one...), 0xE0)...) // no more in this block, and in so many after it
	blocks := (side / 8) * (side / 8)
	scan := func(data func(*bits), head ...byte) {
		segment(&out, 0xDA, head...)
		var b bits
		data(&b)
		b.put(0xFF, 7)
		out.Write(b.Bytes())
	}
	scan(func(b *bits) {
		for range 3 * blocks {
			b.put(0, 1)
		}
	}, 3, 1, 0, 2, 0, 3, 0, 0, 0, 0)
	for n := range scans - 1 {
		scan(func(b *bits) {
			for left := blocks; left > 0; left -= 1<<15 - 1 {
				b.put(1<<14-1, 15)
			}
		}, 1, byte(n%3+1), 0, 1, 63, 0)
	}
	out.Write([]byte{0xFF, 0xD9})
	return out.Bytes()
}

// corners is a picture of nothing but corners of QR codes.
func corners(side int) *image.Gray {
	p := image.NewGray(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			i, j := x%9-3, y%9-3
			if ring := max(i, -i, j, -j); ring == 2 || ring > 3 {
				p.SetGray(x, y, color.Gray{255})
			}
		}
	}
	return p
}

// TestNoBomb: a small file may not ask for much memory, nor for hours; what telephones and those who forward photos send
// is read.
func TestNoBomb(t *testing.T) {
	var deep, plain bytes.Buffer
	if err := errors.Join(png.Encode(&deep, image.NewNRGBA64(image.Rect(0, 0, 4000, 4000))), // a buffer never fails
		jpeg.Encode(&plain, image.NewYCbCr(image.Rect(0, 0, 4000, 3000), image.YCbCrSubsampleRatio420), nil)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		about string
		raw   []byte
		want  error
	}{
		{"a photo of 12 million pixels", plain.Bytes(), nil},
		{"one in ten scans, as it is forwarded", progressive(1600, 10), nil},
		{"one of 240 MB in 94 KB", progressive(4000, 1), errTooLarge},
		{"one in a thousand scans", progressive(800, 1000), errTooLarge},
		{"one of 192 MB in 16 bits", deep.Bytes(), errTooLarge},
	} {
		if p, err := unpack(c.raw); err != c.want || (err == nil) != (p != nil) {
			t.Errorf("%s (%d bytes): %v, want %v", c.about, len(c.raw), err, c.want)
		}
	}
}

// TestCornersWithoutEnd ends: choosing three of 12,000 corners would take hours.
func TestCornersWithoutEnd(t *testing.T) {
	if text := search(corners(1000)); text != "" {
		t.Errorf("it reads %q", text)
	}
}

// FuzzFrame: any bytes are walked over, to an end.
func FuzzFrame(f *testing.F) {
	f.Add(progressive(16, 3))
	f.Add([]byte{0xFF, 0xD8, 0xFF, 0xC2, 0, 0, 8})
	f.Fuzz(func(t *testing.T, raw []byte) {
		if size := unpackedSize(image.Config{Width: 4000, Height: 4000}, "jpeg", raw); size < 0 {
			t.Errorf("%d bytes", size)
		}
	})
}
