package web_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/datamatrix"
	"github.com/makiuchi-d/gozxing/qrcode"
	"golang.org/x/net/html"
)

const trueCode = "PAGOPA|002|348000000000001122|00000000000|4320"

// encoded is a code of that size in pixels.
func encoded(t *testing.T, w gozxing.Writer, format gozxing.BarcodeFormat, text string, side int) image.Image {
	t.Helper()
	m, err := w.Encode(text, format, side, side, nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func qrOf(t *testing.T, text string, side int) image.Image {
	return encoded(t, qrcode.NewQRCodeWriter(), gozxing.BarcodeFormat_QR_CODE, text, side)
}

// sheet is a sheet of paper as a telephone sees it: not quite white, with grain, some lines of print and codes on it.
func sheet(w, h int, at map[image.Point]image.Image) image.Image {
	p, grain := image.NewRGBA(image.Rect(0, 0, w, h)), rand.New(rand.NewPCG(1, 2))
	for y := range h {
		for x := range w {
			light := uint8(205 + 30*x/w + grain.IntN(16))
			p.SetRGBA(x, y, color.RGBA{light, light, light - 12, 255})
		}
	}
	for y := h / 20; y < h/3; y += h / 40 {
		draw.Draw(p, image.Rect(w/10, y, w/2, y+h/160), image.Black, image.Point{}, draw.Src)
	}
	for corner, code := range at {
		draw.Draw(p, code.Bounds().Add(corner), code, image.Point{}, draw.Src)
	}
	return p
}

func asJPEG(t *testing.T, p image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, p, &jpeg.Options{Quality: 75}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t *testing.T, p image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// photograph sends a photo to a page, as a browser does.
func photograph(h http.Handler, path string, photo []byte) *httptest.ResponseRecorder {
	return photographed(h, path, "192.0.2.1:1234", photo)
}

func photographed(h http.Handler, path, from string, photo []byte) *httptest.ResponseRecorder {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	_ = form.WriteField("con", "foto") // a buffer never fails
	file, _ := form.CreateFormFile("foto", "foto.jpg")
	_, _ = file.Write(photo)
	_ = form.Close()
	r := httptest.NewRequest(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.RemoteAddr = from
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// TestPhoto: a code is found wherever it is on the paper, and what is no photo of a notice is said to be none.
func TestPhoto(t *testing.T) {
	const yes, unread = "Sì, questo avviso è vero", "Questo avviso è vero?"
	matrix := "codfase=NBPA;183480000000000011221200000000000010000000432038961P100000000000" + strings.Repeat(" ", 16+40+110+12) + "A"
	page := func(at map[image.Point]image.Image) []byte { return asJPEG(t, sheet(2400, 3200, at)) }
	clear := image.NewNRGBA(image.Rect(0, 0, 400, 400))
	code := qrOf(t, trueCode, 400)
	for at := range 400 * 400 {
		if x, y := at%400, at/400; qrAt(code, x, y) {
			clear.SetNRGBA(x, y, color.NRGBA{0, 0, 0, 255})
		}
	}
	huge := asPNG(t, image.NewPaletted(image.Rect(0, 0, 6000, 6000), color.Palette{color.White, color.Black}))
	for _, c := range []struct {
		about string
		photo []byte
		h1    string
	}{
		{"a letter", page(map[image.Point]image.Image{{1500, 2400}: qrOf(t, trueCode, 330)}), yes},
		{"a code in a corner", page(map[image.Point]image.Image{{60, 2800}: qrOf(t, trueCode, 330)}), yes},
		{"two codes, one of a site", page(map[image.Point]image.Image{{200, 400}: qrOf(t, "https://example.it/", 420), {1600, 2500}: qrOf(t, trueCode, 360)}), yes},
		{"a code that fills a screen", asPNG(t, qrOf(t, trueCode, 300)), yes},
		{"a code without a ground", asPNG(t, clear), yes},
		{"a Data Matrix", asJPEG(t, sheet(900, 900, map[image.Point]image.Image{{200, 300}: encoded(t, datamatrix.NewDataMatrixWriter(), gozxing.BarcodeFormat_DATA_MATRIX, matrix, 480)})), yes},
		{"the code of a site", asPNG(t, qrOf(t, "https://example.it/paga", 300)), unread},
		{"a sheet without a code", page(nil), unread},
		{"no picture", []byte("ciao"), unread},
		{"half a picture", asPNG(t, qrOf(t, trueCode, 300))[:200], unread},
		{"more pixels than a telephone takes", huge, unread},
	} {
		t.Run(c.about, func(t *testing.T) {
			w := photograph(host(t, &paper{folder: fined(nil)}, &door{}), "/avviso", c.photo)
			root, err := html.Parse(w.Body)
			if err != nil || w.Code != http.StatusOK {
				t.Fatalf("%d, %v", w.Code, err)
			}
			if h1 := words(find(root, "h1")); h1 != c.h1 {
				t.Errorf("the h1 is %q, want %q", h1, c.h1)
			}
		})
	}
}

func qrAt(p image.Image, x, y int) bool {
	r, _, _, _ := p.At(x, y).RGBA()
	return r < 0x8000
}

// TestNoPhotoElsewhere: no other page takes a file of a stranger, and a photo that is too long is one that cannot be read.
func TestNoPhotoElsewhere(t *testing.T) {
	h := host(t, &paper{folder: fined(nil)}, &door{})
	if w := photograph(h, "/multe/cerca", []byte("ciao")); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a file where none is asked for: %d", w.Code)
	}
	if w := photograph(h, "/avviso", make([]byte, 9<<20)); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "oppure scriva le 18 cifre") {
		t.Errorf("a long photo: %d", w.Code)
	}
}
