package pages

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"sportello/e2e/browser"
)

// papers are the pages that people carry to a counter, or keep, and how many sheets of F24 come out of each.
var papers = []struct {
	name, path, who string
	sheets          int
}{
	{"TARI, how to pay", "{home}/paga/3", plain, 0},
	{"TARI, why", "{home}/perche", plain, 0},
	{"IMU, why", imu + "/perche", landlord, 0},
	{"IMU, F24", imu + "/paga/saldo", plain, 1},
	{"IMU, F24 of five lines", imu + "/paga/saldo", landlord, 1},
	{"a receipt", "/ricevute/" + once, landlord, 0},
	{"a fine", "/multe/" + fineOf(plain, 4711).ID, plain, 0},
	{"IMU, F24 when late", imu + "/ritardo", late, 1},
}

// The room that a sheet of A4 leaves between its margins, in CSS pixels: upright, and across for an F24.
const (
	upright = 658  // 210 mm less 18 mm on both sides
	across  = 1032 // 297 mm less 12 mm
	qrWide  = 94.5 // 25 mm: what pagoPA asks of a QR code on paper
)

// TestOnPaper prints the pages of taxes, fines and payments as somebody does who reads large letters: nothing is cut, words are words, the
// QR code is 25 mm wide, and a form is on one sheet.
func TestOnPaper(t *testing.T) {
	for _, p := range papers {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			v := enter(t, p.who, "lang=it&text=largest")
			v.NoScript()
			v.Viewport(upright, 1000)
			v.goes(sight{name: p.name, path: p.path, who: p.who})
			pdf := v.prints(p.name)
			turned := regexp.MustCompile(`/MediaBox \[0 0 84[12]`).FindAll(pdf, -1)
			if len(turned) != p.sheets {
				t.Errorf("%d pages across, for %d sheets of F24", len(turned), p.sheets)
			}
			if !bytes.Contains(pdf, []byte("/ToUnicode")) {
				t.Error("the words on paper are drawn, not written: nobody can copy or search them")
			}
			if _, err := chromedp.Call(v.Context(), emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
				t.Fatal(err)
			}
			v.fits("main > *:not(.sheet)", upright)
			if p.sheets > 0 {
				v.Viewport(across, 700)
				v.fits(".sheet", across)
			}
			if v.Has(".qr") {
				wide := browser.Eval[float64](v.Tab, `document.querySelector(".qr svg").getBoundingClientRect().width*33/41`)
				if wide < qrWide-0.5 || wide > qrWide+0.5 {
					t.Errorf("the QR code is %.1f px wide on paper, not %.1f", wide, qrWide)
				}
			}
		})
	}
}

// fits asserts that such parts, and all in them, stay within so many pixels.
func (v visitor) fits(css string, wide int) {
	v.t.Helper()
	const beyond = `((css,wide)=>[...document.querySelectorAll(css)].flatMap(e=>[e,...e.querySelectorAll("*")]).filter(e=>!e.closest(".heard,thead")&&e.getClientRects().length&&
		(e.getBoundingClientRect().right>wide+1||e.scrollWidth>e.clientWidth+1&&getComputedStyle(e).display==="block")).map(e=>e.localName+"."+e.className+" "+e.textContent.slice(0,40)).slice(0,5).join("; "))`
	call := beyond + "(" + browser.Quote(css) + "," + browser.Eval[string](v.Tab, "String(innerWidth)") + ")"
	if got := browser.Eval[int](v.Tab, "innerWidth"); got != wide {
		v.t.Fatalf("the window is %d wide, not %d", got, wide)
	}
	if cut := browser.Eval[string](v.Tab, call); cut != "" {
		v.t.Errorf("beyond the edge of the paper: %s", cut)
	}
}

// prints gives the page as a file of pages, and leaves it in e2e/out when photographs are asked for.
func (v visitor) prints(name string) []byte {
	v.t.Helper()
	asCSS := true
	got, err := chromedp.Call(v.Context(), page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &asCSS})
	if err != nil {
		v.t.Fatal(err)
	}
	if *pictures {
		root, err := browser.Root()
		if err != nil {
			v.t.Fatal(err)
		}
		file := filepath.Join(root, "e2e", "out", "pages", strings.NewReplacer(" ", "_", ",", "").Replace(name)+".pdf")
		if err := os.WriteFile(file, got.Data, 0o600); err != nil {
			v.t.Fatal(err)
		}
	}
	return got.Data
}
