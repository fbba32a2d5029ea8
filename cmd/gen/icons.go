package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
)

func init() { generators["icons"] = genIcons }

// icons are the pictures that phones show: file, side in pixels, and how much of the side the drawing takes.
// A maskable one keeps clear of the edge, which a phone may cut off.
var icons = []struct {
	file string
	side int
	part float64
}{{"icon-192.png", 192, 0.78}, {"icon-512.png", 512, 0.78}, {"icon-maskable-512.png", 512, 0.6}}

// genIcons draws the logo of assets/icons/logo.svg, a person at a counter, white on the blue of the header.
func genIcons(root string) error {
	for _, i := range icons {
		picture, err := drawIcon(i.side, i.part)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(root, "assets/icons", i.file), picture, 0o644); err != nil {
			return fmt.Errorf("writing an icon: %w", err)
		}
	}
	return nil
}

// fine is the number of points asked in each direction of a pixel, for smooth edges.
const fine = 4

func drawIcon(side int, part float64) ([]byte, error) {
	shades := make(color.Palette, fine*fine+1) // from the blue to white
	for i := range shades {
		shade := func(blue int) uint8 { return uint8(blue + (255-blue)*i/(fine*fine)) }
		shades[i] = color.RGBA{shade(0x00), shade(0x4d), shade(0x99), 255}
	}
	m := image.NewPaletted(image.Rect(0, 0, side, side), shades)
	for y := range side {
		for x := range side {
			m.SetColorIndex(x, y, coverage(x, y, float64(side), part))
		}
	}
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	err := encoder.Encode(&b, m)
	return b.Bytes(), err
}

// coverage is how many of the points of a pixel are inside of the drawing.
func coverage(x, y int, side, part float64) uint8 {
	n := uint8(0)
	for i := range fine * fine {
		px := float64(x) + (float64(i%fine)+0.5)/fine
		py := float64(y) + (float64(i/fine)+0.5)/fine
		if inLogo((px/side-0.5)/part*48+24, (py/side-0.5)/part*48+24) {
			n++
		}
	}
	return n
}

// inLogo tells whether a point of the 48 by 48 drawing is white: the arch without head and shoulders, or
// the counter. The numbers are those of logo.svg.
func inLogo(x, y float64) bool {
	counter := x >= 6.5 && x <= 41.5 && y >= 37 && y <= 42 || inEllipse(x, y, 6.5, 39.5, 2.5, 2.5) || inEllipse(x, y, 41.5, 39.5, 2.5, 2.5)
	arch := y <= 34 && (y >= 21 && x >= 9 && x <= 39 || inEllipse(x, y, 24, 21, 15, 15))
	person := inEllipse(x, y, 24, 17, 5.5, 5.5) || inEllipse(x, y, 24, 34, 10.5, 9)
	return counter || arch && !person
}

func inEllipse(x, y, cx, cy, rx, ry float64) bool {
	dx, dy := (x-cx)/rx, (y-cy)/ry
	return dx*dx+dy*dy <= 1
}
