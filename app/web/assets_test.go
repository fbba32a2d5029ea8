package web

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"
)

// The browser program is kept packed alone; who does not read that gets the same bytes unpacked.
func TestProgramIsUnpackedForWhoAsks(t *testing.T) {
	const program = "\x00asm and what follows"
	files := fstest.MapFS{"dist/app.wasm.br": {Data: compress([]byte(program), 5)}, "dist/wasm_exec.js": {Data: []byte("//")},
		"dist/english.txt": {Data: []byte("words")}, "css/bundle.css": {Data: []byte("p{}")}, "worker/boot.js": {Data: []byte("//")}, "worker/sw.js": {Data: []byte("//")}}
	a, err := readAssets(files)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ method, accepts, encoding, body string }{
		{"GET", "gzip, br", "br", string(files["dist/app.wasm.br"].Data)},
		{"GET", "gzip", "", program},
		{"HEAD", "gzip", "", ""},
	} {
		r := httptest.NewRequest(c.method, a.address("app.wasm"), nil)
		r.Header.Set("Accept-Encoding", c.accepts)
		w := httptest.NewRecorder()
		a.ServeHTTP(w, r)
		body, _ := io.ReadAll(w.Result().Body)
		if w.Code != http.StatusOK || w.Header().Get("Content-Encoding") != c.encoding || string(body) != c.body || w.Header().Get("Content-Type") != "application/wasm" {
			t.Errorf("%s, who reads %s: %d, %q in %q, %s", c.method, c.accepts, w.Code, body, w.Header().Get("Content-Encoding"), w.Header().Get("Content-Type"))
		}
	}
}
