package ui

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	zxing "github.com/makiuchi-d/gozxing/qrcode"
)

// paint draws the node as a screen would: the white square, then each run of the path, so many pixels a module.
func paint(t *testing.T, figure *Node, pixels int) image.Image {
	t.Helper()
	svg := figure.FirstChild
	var side int
	if _, err := fmt.Sscanf(attr(svg, "viewBox"), "0 0 %d", &side); err != nil {
		t.Fatal(err)
	}
	img := image.NewGray(image.Rect(0, 0, side*pixels, side*pixels))
	draw.Draw(img, img.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	for run := range strings.SplitSeq(strings.TrimSuffix(attr(svg.LastChild, "d"), "z"), "z") {
		var x, y, w, back int
		if _, err := fmt.Sscanf(run, "M%d %dh%dv1h-%d", &x, &y, &w, &back); err != nil || w != back {
			t.Fatalf("run %q: %v", run, err)
		}
		draw.Draw(img, image.Rect(x*pixels, y*pixels, (x+w)*pixels, (y+1)*pixels), image.NewUniform(color.Black), image.Point{}, draw.Src)
	}
	return img
}

// An independent reader reads what was drawn. Domain facts §1.3: version 4 (33 modules a side) and level M for a notice.
func TestQRIsRead(t *testing.T) {
	for _, text := range []string{
		"PAGOPA|002|000000000000000000|00000000000|9999",
		"PAGOPA|002|312000000000000725|00870790151|6818",
		"PAGOPA|002|312000000000000725|00870790151|1",
		"PAGOPA|002|312000000000000725|00870790151|9999999999",
	} {
		figure := QR(text, "")
		if got := attr(figure.FirstChild, "viewBox"); got != "0 0 41 41" {
			t.Errorf("%s: %s, want 33 modules and 4 on each side", text, got)
		}
		bitmap, err := gozxing.NewBinaryBitmapFromImage(paint(t, figure, 3))
		if err != nil {
			t.Fatal(err)
		}
		read, err := zxing.NewQRCodeReader().Decode(bitmap, nil)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		level := read.GetResultMetadata()[gozxing.ResultMetadataType_ERROR_CORRECTION_LEVEL]
		if read.GetText() != text || level != "M" {
			t.Errorf("read %q at level %v, drawn %q", read.GetText(), level, text)
		}
	}
}

func TestQRHeardAndTooLong(t *testing.T) {
	if got := Heard(QR("x", "Lo inquadri.")); got != "Lo inquadri." {
		t.Errorf("heard as %q", got)
	}
	if QR(strings.Repeat("x", 5000), "") != nil {
		t.Error("a text that no code holds is drawn")
	}
}
