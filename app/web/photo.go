package web

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	_ "image/jpeg" // what cameras write
	_ "image/png"  // what is cut out of a screen
	"io"
	"sync"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/datamatrix"
	"github.com/makiuchi-d/gozxing/qrcode"

	"sportello/api/command"
	"sportello/api/fiscal"
)

// maxPhoto is how long a photo may be, and maxPixels how large: those of a telephone have 12 million. A small file can
// hold a very large picture, so its size is read before it is unpacked.
const (
	maxPhoto  = 8 << 20
	maxPixels = 16_000_000
)

// room lets so many photos be held at once, the others wait before they are read; unpacking lets one at a time be
// unpacked: a large one takes some 100 MB for a second.
var (
	room      = make(chan struct{}, 6)
	unpacking = make(chan struct{}, 1)
	senders   = places{of: map[string]int{}}
)

// mostOfOne is how many photos of one network may be held at once: whoever sends many slowly keeps nobody else out.
const mostOfOne = 2

// places counts who holds one.
type places struct {
	mu sync.Mutex
	of map[string]int
}

// take takes a place for a source, and give gives it back; false when it has as many as it may.
func (p *places) take(source string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.of[source] >= mostOfOne {
		return false
	}
	p.of[source]++
	return true
}

func (p *places) give(source string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.of[source]--; p.of[source] == 0 {
		delete(p.of, source)
	}
}

// enter waits for a place; leave gives it back.
func enter(ctx context.Context, of chan struct{}) (leave func(), err error) {
	select {
	case of <- struct{}{}:
		return func() { <-of }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

var (
	errTooLarge = errors.New("a photo of more pixels than a telephone takes")
	errTooMany  = errors.New("too many photos at once from one address")
)

// codeIn is the text of the QR code or Data Matrix of a notice in a photo; empty when none can be read. Nothing of the photo is
// kept.
func codeIn(ctx context.Context, photo io.Reader) (string, error) {
	source := command.SourceOf(ctx)
	if !senders.take(source) {
		return "", errTooMany
	}
	defer senders.give(source)
	leave, err := enter(ctx, room)
	if err != nil {
		return "", err
	}
	defer leave()
	raw, err := io.ReadAll(io.LimitReader(photo, maxPhoto+1))
	if err != nil {
		return "", err
	}
	done, err := enter(ctx, unpacking)
	if err != nil {
		return "", err
	}
	defer done()
	picture, err := unpack(raw)
	if err != nil {
		return "", nil // no picture, or none that we read: there is no code in it
	}
	return search(picture), nil
}

// unpack reads a picture that is not too large, in grey.
func unpack(raw []byte) (*image.Gray, error) {
	about, format, err := image.DecodeConfig(bytes.NewReader(raw))
	switch {
	case err != nil:
		return nil, err
	case len(raw) > maxPhoto, about.Width <= 0, about.Height <= 0, about.Width > maxPixels/about.Height,
		unpackedSize(about, format, raw) > maxUnpacked, format == "jpeg" && frameOf(raw).scans > maxScans:
		return nil, errTooLarge
	}
	whole, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	return grey(whole), nil
}

// grey is the brightness of a picture, on white where it is clear. The brightness of a JPEG is there already.
func grey(p image.Image) *image.Gray {
	size := image.Rect(0, 0, p.Bounds().Dx(), p.Bounds().Dy())
	if y, ok := p.(*image.YCbCr); ok {
		return &image.Gray{Pix: y.Y, Stride: y.YStride, Rect: size}
	}
	g := image.NewGray(size)
	for y := range size.Dy() {
		for x := range size.Dx() {
			c := color.NRGBAModel.Convert(p.At(p.Bounds().Min.X+x, p.Bounds().Min.Y+y)).(color.NRGBA)
			light := (299*int(c.R) + 587*int(c.G) + 114*int(c.B)) / 1000
			g.Pix[y*g.Stride+x] = uint8((light*int(c.A) + 255*(255-int(c.A))) / 255)
		}
	}
	return g
}

// search looks for the code of a notice in the whole picture, made smaller in three steps, then in its parts: of a letter
// with two codes, or with a code in a corner. Any other code, such as the address of a site, is passed over.
func search(p *image.Gray) string {
	for _, side := range []int{1000, 1800, 600} {
		if text := readCode(shrink(p, side)); isNotice(text) {
			return text
		}
	}
	w, h := p.Rect.Dx(), p.Rect.Dy()
	for _, part := range []image.Rectangle{image.Rect(0, h/2, w, h), image.Rect(0, 0, w, h/2), image.Rect(0, h/2, w/2, h), image.Rect(w/2, h/2, w, h),
		image.Rect(0, 0, w/2, h/2), image.Rect(w/2, 0, w, h/2), image.Rect(w/4, h/4, 3*w/4, 3*h/4)} {
		if text := readCode(shrink(p.SubImage(part).(*image.Gray), 1400)); isNotice(text) {
			return text
		}
	}
	return ""
}

func isNotice(text string) bool {
	_, err := fiscal.ReadNotice(text)
	return err == nil
}

// shrink is a picture whose longer side has at most so many pixels, each the middle of those it stands for.
func shrink(p *image.Gray, side int) *image.Gray {
	b := p.Bounds()
	by := (max(b.Dx(), b.Dy()) + side - 1) / side
	if by <= 1 {
		return p
	}
	small := image.NewGray(image.Rect(0, 0, b.Dx()/by, b.Dy()/by))
	for y := range small.Rect.Dy() {
		for x := range small.Rect.Dx() {
			sum := 0
			for dy := range by {
				from := p.PixOffset(b.Min.X+x*by, b.Min.Y+y*by+dy)
				for _, light := range p.Pix[from : from+by] {
					sum += int(light)
				}
			}
			small.Pix[y*small.Stride+x] = uint8(sum / (by * by))
		}
	}
	return small
}

// readCode is the text of a code in a picture.
func readCode(p *image.Gray) string {
	for _, reader := range []gozxing.Reader{qrcode.NewQRCodeReader(), datamatrix.NewDataMatrixReader()} {
		if found := readBy(reader, p); found != "" {
			return found
		}
	}
	return ""
}

// mostCorners is of how many corners of a QR code the library may choose three. It tries all threes: a picture of a
// thousand corners, in a file of a few KB, would keep it for hours. A letter shows some ten.
const mostCorners = 200

// readBy is the text of a code of one kind. The library may stumble over a picture that nobody took, and is stopped
// where it would not end: then there is no code in it.
func readBy(reader gozxing.Reader, p *image.Gray) (text string) {
	defer func() {
		if recover() != nil {
			text = ""
		}
	}()
	corners := 0
	seen := gozxing.ResultPointCallback(func(gozxing.ResultPoint) {
		if corners++; corners > mostCorners {
			panic("too many corners")
		}
	})
	bits, err := gozxing.NewBinaryBitmapFromImage(p)
	if err != nil {
		return ""
	}
	found, err := reader.Decode(bits, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true, gozxing.DecodeHintType_NEED_RESULT_POINT_CALLBACK: seen})
	if err != nil {
		return ""
	}
	return found.GetText()
}
