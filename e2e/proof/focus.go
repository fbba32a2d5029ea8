package proof

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// ringWidth is the least width of a focus ring, in pixels around the whole target: the design says 3,
// and a rounded corner or a shared edge may take a little of it.
const ringWidth = 2.5

// tallest is the tallest page, in pixels, that is photographed whole.
const tallest = 24000

// stop is where the focus is after a key.
type stop struct {
	At         int // place in document order, -1 for something else, -2 for nowhere
	Where      string
	Covered    string
	X, Y, W, H float64
	Sideways   bool // lies in something that stays in place
}

// focus walks through the page with the Tab key, in an ordinary window and in a zoomed one, and then
// looks at pictures of each stop with and without the focus.
func (i *inspection) focus() {
	w, h := i.tab.Size()
	stops := i.walk()
	i.visualOrder(stops)
	i.tab.Viewport(320, 256) // 1280 × 1024 at 400 % (WCAG 1.4.10)
	i.walk()
	i.tab.Viewport(w, h)
	i.rings()
	i.ask("same()")
}

// walk presses Tab from the first stop to beyond the last.
func (i *inspection) walk() []stop {
	n := eval[int](i.world, "sportelloProbe.plan()")
	if n == 0 {
		return nil
	}
	i.call("begin()")
	var out []stop
	for want := 0; want < n; want++ {
		s := eval[stop](i.world, "sportelloProbe.here()")
		if s.At != want {
			i.strayed(out, s, want)
			return out
		}
		if s.Covered != "" {
			i.say("focus-covered", s.Where, "It has the focus but "+s.Covered+".")
		}
		out = append(out, s)
		i.tab.Press("Tab")
	}
	if end := eval[stop](i.world, "sportelloProbe.here()"); end.At == n-1 {
		i.say("trap", end.Where, "Tab does not leave it. A person with a keyboard is caught.")
	}
	return out
}

func (i *inspection) strayed(before []stop, s stop, want int) {
	last := stop{At: -3}
	if len(before) > 0 {
		last = before[len(before)-1]
	}
	switch s.At {
	case last.At:
		i.say("trap", s.Where, "Tab does not leave it. A person with a keyboard is caught.")
	case -2:
		i.say("tab-order", last.Where, fmt.Sprintf("After it Tab leaves the page, though stop %d is still to come.", want+1))
	default:
		i.say("tab-order", s.Where, fmt.Sprintf("Tab comes here as stop %d; in the document it is stop %d.", want+1, s.At+1))
	}
}

// visualOrder reports where the focus jumps back to what the eye has already passed.
func (i *inspection) visualOrder(stops []stop) {
	for k := 1; k < len(stops); k++ {
		p, s := stops[k-1], stops[k]
		if p.Sideways || s.Sideways || s.W < 2 || p.W < 2 {
			continue
		}
		above := s.Y+s.H <= p.Y+1 && s.X < p.X+p.W
		left := s.Y < p.Y+p.H-1 && s.Y+s.H > p.Y+1 && s.X+s.W <= p.X+1
		if above || left {
			i.say("visual-order", s.Where, "The focus jumps back here from "+p.Where+".")
		}
	}
}

// box is the part of the page around a stop. Edge is the length of the line around the target.
type box struct {
	Where            string
	X, Y, W, H, Edge float64
}

// rings takes a picture of each stop with the focus and compares it with the same place without: pixels
// that change by 3:1 must be as many as in a ring around the target (WCAG 2.4.13, with 3 px for 2).
func (i *inspection) rings() {
	w, h := i.tab.Size()
	n := eval[int](i.world, "sportelloProbe.plan()")
	if n == 0 {
		return
	}
	tall := max(h, min(eval[int](i.world, "sportelloProbe.height()"), tallest))
	i.tab.Viewport(w, tall) // the whole page at once, so that nothing scrolls
	i.call("refocus(null)")
	i.call("toTop()")
	plain := i.picture(image.Rect(0, 0, w, tall))
	for k := range n {
		b := eval[box](i.world, fmt.Sprintf("sportelloProbe.focusBox(%d)", k))
		area := image.Rect(int(b.X)-8, int(b.Y)-8, int(b.X+b.W)+9, int(b.Y+b.H)+9).Intersect(plain.Bounds())
		if area.Empty() {
			i.say("focus-visible", b.Where, "It takes the focus outside the page, where nobody sees it.")
			continue
		}
		if got := changed(plain, i.picture(area), area); got < ringWidth*b.Edge {
			i.say("focus-visible", b.Where, fmt.Sprintf("Focus changes %.0f pixels clearly; a ring of 3 px has about %.0f.", got, 3*b.Edge))
		}
	}
	i.call("refocus(null)")
	i.tab.Viewport(w, h)
}

// picture photographs a part of the page.
func (i *inspection) picture(r image.Rectangle) image.Image {
	i.tab.Test().Helper()
	ctx, cancel := context.WithTimeout(i.tab.Context(), evalLimit)
	defer cancel()
	fast := true
	clip := &page.Viewport{X: float64(r.Min.X), Y: float64(r.Min.Y), Width: float64(r.Dx()), Height: float64(r.Dy()), Scale: 1}
	res, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{Clip: clip, OptimizeForSpeed: &fast})
	if err != nil {
		i.tab.Test().Fatalf("proof: taking a picture: %v", err)
	}
	img, err := png.Decode(bytes.NewReader(res.Data))
	if err != nil {
		i.tab.Test().Fatalf("proof: reading a picture: %v", err)
	}
	return img
}

// changed counts the pixels of area that differ by 3:1 between the whole page and the picture of area.
func changed(page, part image.Image, area image.Rectangle) (n float64) {
	for y := range part.Bounds().Dy() {
		for x := range part.Bounds().Dx() {
			a, b := light(page, area.Min.X+x, area.Min.Y+y), light(part, x, y)
			if (max(a, b)+0.05)/(min(a, b)+0.05) >= 3 {
				n++
			}
		}
	}
	return n
}
