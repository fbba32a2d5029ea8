package proof

import (
	"image"
	"math"
)

// light is the relative luminance of a pixel, 0 to 1 (WCAG 2.2, "relative luminance").
func light(img image.Image, x, y int) float64 {
	b := img.Bounds()
	r, g, bl, _ := img.At(b.Min.X+x, b.Min.Y+y).RGBA()
	return 0.2126*linear[r>>8] + 0.7152*linear[g>>8] + 0.0722*linear[bl>>8]
}

// linear holds the linear light of each of the 256 values of a colour.
var linear = func() (out [256]float64) {
	for i := range out {
		v := float64(i) / 255
		if v <= 0.04045 {
			out[i] = v / 12.92
		} else {
			out[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return out
}()
