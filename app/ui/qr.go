package ui

import (
	"image/color"
	"strconv"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// quiet is the white edge around a QR code, in modules: readers need it (ISO/IEC 18004).
const quiet = 4

// QR draws a text as a QR code (level M) with its caption, which says what it is for: whoever does not see the drawing
// misses nothing, for what is in it stands in words beside it. A text that does not fit draws nothing.
//
// Heard as the caption alone. The drawing is dark on white with any colours of the page, and 25 mm wide on paper.
func QR(text, caption string) *Node {
	path, size := modules(text)
	if size == 0 {
		return nil
	}
	side := strconv.Itoa(size + 2*quiet)
	drawing := El("svg", Attrs{"aria-hidden": "true", "focusable": "false", "shape-rendering": "crispEdges", "viewBox": "0 0 " + side + " " + side},
		El("rect", Attrs{"fill": "#fff", "height": side, "width": side}), El("path", Attrs{"d": path, "fill": "#000"}))
	return El("figure", Attrs{"class": "qr"}, drawing, El("figcaption", nil, Text(caption)))
}

// modules are the dark modules as a path, each run of a row one rectangle, and how many modules a side has.
func modules(text string) (path string, size int) {
	code, err := qr.Encode(text, qr.M, qr.Unicode)
	if err != nil {
		return "", 0
	}
	dark := func(x, y int) bool { return x < size && code.At(x, y) == color.Black }
	size = code.Bounds().Dx()
	var d strings.Builder
	for y := range size {
		for x := 0; x < size; x++ {
			from := x
			for dark(x, y) {
				x++
			}
			if run := strconv.Itoa(x - from); x > from {
				d.WriteString("M" + strconv.Itoa(from+quiet) + " " + strconv.Itoa(y+quiet) + "h" + run + "v1h-" + run + "z")
			}
		}
	}
	return d.String(), size
}

func qrExamples() []Example {
	return []Example{{"QR", "il codice di un avviso", QR("PAGOPA|002|312000000000000725|00870790151|6818", "Lo inquadri con l'app della banca.")}}
}
