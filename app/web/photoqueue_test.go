package web_test

import (
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// slowly sends the beginning of a photo, and no more until the test ends.
func slowly(t *testing.T, h http.Handler, from string) {
	t.Helper()
	body, write := io.Pipe()
	form := multipart.NewWriter(write)
	r := httptest.NewRequest(http.MethodPost, "/avviso", body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.RemoteAddr = from
	done := make(chan struct{})
	go func() { defer close(done); h.ServeHTTP(httptest.NewRecorder(), r); body.Close() }()
	t.Cleanup(func() { write.Close(); <-done })
	file, err := form.CreateFormFile("foto", "foto.jpg")
	if err == nil {
		_, err = file.Write(make([]byte, 64<<10)) // when all of it has been read, the photo is being held
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestSlowSendersKeepNobodyOut: who sends photos slowly takes two places at most; others are served meanwhile.
func TestSlowSendersKeepNobodyOut(t *testing.T) {
	h := host(t, &paper{folder: fined(nil)}, &door{})
	for range 2 {
		slowly(t, h, "192.0.2.1:1000")
	}
	photo := asPNG(t, qrOf(t, trueCode, 300))
	for from, want := range map[string]string{"192.0.2.1:1001": "Questo avviso è vero?", "192.0.2.2:1000": "vviso è vero"} {
		w := photographed(h, "/avviso", from, photo)
		root, err := html.Parse(w.Body)
		if err != nil || w.Code != http.StatusOK {
			t.Fatalf("%s: %d, %v", from, w.Code, err)
		}
		if h1 := words(find(root, "h1")); !strings.Contains(h1, want) || strings.HasSuffix(h1, "?") != strings.HasSuffix(want, "?") {
			t.Errorf("%s: the h1 is %q", from, h1)
		}
	}
}
