package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

// asset is one file under /-/{version}/, ready to be sent.
type asset struct {
	plain  []byte // nil where only the packed form is kept: it is unpacked for the few who do not read it
	brotli []byte // empty when it does not pay
	kind   string
}

// assets are the files that a page and the browser program load. One version covers all of them: whoever
// has a page of a version has all its files, and they never change.
type assets struct {
	version string
	files   map[string]asset
	sw      []byte
}

// wanted says where each file comes from. The browser program and the fonts are built into dist.
var wanted = []struct{ pattern, under string }{
	{"css/bundle.css", ""}, {"worker/*.js", ""}, {"icons/*", "icons/"}, {"dist/app.wasm.br", ""},
	{"dist/wasm_exec.js", ""}, {"dist/english.txt", ""}, {"dist/fonts/*", "fonts/"},
}

func readAssets(source fs.FS) (*assets, error) {
	a := &assets{files: map[string]asset{}}
	for _, w := range wanted {
		names, err := fs.Glob(source, w.pattern)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			data, err := fs.ReadFile(source, name)
			if err != nil {
				return nil, err
			}
			a.add(w.under+path.Base(name), data)
		}
	}
	for _, needed := range []string{"bundle.css", "boot.js", "app.wasm", "wasm_exec.js", "english.txt"} {
		if _, ok := a.files[needed]; !ok {
			return nil, fmt.Errorf("the file %s is missing from the program: build it with make", needed)
		}
	}
	a.version = a.print()
	a.sw = append(a.precache(), a.files["sw.js"].plain...)
	return a, nil
}

func (a *assets) add(name string, data []byte) {
	if name, ok := strings.CutSuffix(name, ".br"); ok {
		a.files[name] = asset{brotli: data, kind: "application/wasm"}
		return
	}
	kind := mime.TypeByExtension(path.Ext(name))
	switch path.Ext(name) {
	case ".woff2":
		kind = "font/woff2"
	case ".webmanifest":
		kind = "application/manifest+json"
	}
	f := asset{plain: data, kind: kind}
	if strings.HasPrefix(kind, "text/") || strings.HasPrefix(kind, "image/svg") {
		f.brotli = compress(data, fileQuality)
	}
	a.files[name] = f
}

// How hard to pack: a page is packed at each answer, a file once at the start. The small window keeps the
// memory of the packer small; no page or style sheet of ours is longer.
const (
	pageQuality = 5
	fileQuality = 9
	window      = 18 // 256 KB
)

func compress(data []byte, quality int) []byte {
	var b bytes.Buffer
	w := brotli.NewWriterOptions(&b, brotli.WriterOptions{Quality: quality, LGWin: window})
	w.Write(data) // a bytes.Buffer never fails
	w.Close()
	return b.Bytes()
}

// packers pack pages: each holds tables that are worth using again.
var packers = sync.Pool{New: func() any {
	return brotli.NewWriterOptions(nil, brotli.WriterOptions{Quality: pageQuality, LGWin: window})
}}

func pack(page []byte) []byte {
	var b bytes.Buffer
	w := packers.Get().(*brotli.Writer)
	defer packers.Put(w)
	w.Reset(&b)
	w.Write(page) // a bytes.Buffer never fails
	w.Close()
	return b.Bytes()
}

// print is the fingerprint of all files.
func (a *assets) print() string {
	names := make([]string, 0, len(a.files))
	for name := range a.files {
		names = append(names, name)
	}
	slices.Sort(names)
	h := sha256.New()
	for _, name := range names {
		content := a.files[name].plain
		if content == nil {
			content = a.files[name].brotli
		}
		fmt.Fprintf(h, "%s %d\n", name, len(content))
		h.Write(content)
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// address is where a file is loaded from.
func (a *assets) address(name string) string { return "/-/" + a.version + "/" + name }

// precache is the first line of the worker: what it keeps, so that the app opens without a network.
func (a *assets) precache() []byte {
	list := []string{}
	for name := range a.files {
		if name != "sw.js" && !strings.HasPrefix(name, "icons/") {
			list = append(list, a.address(name))
		}
	}
	slices.Sort(list)
	line, err := json.Marshal(map[string]any{"version": a.version, "assets": list,
		"shell": map[string]string{"it": "/guscio?lang=it", "en": "/guscio?lang=en"}})
	if err != nil {
		panic(err) // strings always marshal
	}
	return slices.Concat([]byte("self.SPORTELLO="), line, []byte(";\n"))
}

func (a *assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	version, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/-/"), "/")
	f, ok := a.files[name]
	if !ok || name == "sw.js" {
		http.NotFound(w, r)
		return
	}
	if version == a.version {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		w.Header().Set("Cache-Control", "no-store") // an old page asks: the new file is better than none
	}
	send(w, r, f)
}

func send(w http.ResponseWriter, r *http.Request, f asset) {
	w.Header().Set("Content-Type", f.kind)
	w.Header().Set("Vary", "Accept-Encoding")
	body := f.plain
	switch packed := strings.Contains(r.Header.Get("Accept-Encoding"), "br"); {
	case len(f.brotli) > 0 && packed:
		w.Header().Set("Content-Encoding", "br")
		body = f.brotli
	case body == nil:
		if r.Method != http.MethodHead {
			io.Copy(w, brotli.NewReader(bytes.NewReader(f.brotli))) // whoever asked may have gone
		}
		return
	}
	w.Header().Set("Content-Length", fmt.Sprint(len(body)))
	if r.Method != http.MethodHead {
		w.Write(body) // whoever asked may have gone
	}
}

// worker is the service worker: always asked for anew, so that a new version is found.
func (a *assets) worker(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-cache")
	send(w, r, asset{plain: a.sw, kind: "text/javascript; charset=utf-8"})
}
