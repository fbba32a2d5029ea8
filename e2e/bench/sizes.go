package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
	"golang.org/x/net/html"

	"sportello/e2e/browser"
	"sportello/e2e/house"
)

// The size budgets, in bytes after brotli -q 11.
const (
	firstPageBudget = 60_000
	programBudget   = 1_600_000
)

// residents are enough for pages; memory is measured with the whole town.
const residents = 300

func sizes() ([]row, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	h, err := house.Start(ctx, house.Options{Demo: true, Residents: residents})
	if err != nil {
		return nil, err
	}
	defer h.Stop()
	parts, err := firstPage(http.DefaultClient, h.URL)
	if err != nil {
		return nil, err
	}
	program, err := programSize()
	if err != nil {
		return nil, err
	}
	return []row{
		{what: "first page before the app: " + parts.names(), budget: "60 KB", measured: inBytes(parts.total()), over: parts.total() > firstPageBudget, size: true},
		{what: "browser program", budget: "1.60 MB", measured: inBytes(program), over: program > programBudget, size: true},
	}, nil
}

// part is a file of the first page, by its size after brotli.
type part struct {
	name  string
	bytes int
}

type pageParts []part

func (p pageParts) total() (n int) {
	for _, part := range p {
		n += part.bytes
	}
	return n
}

func (p pageParts) names() string { return fmt.Sprintf("HTML, CSS, %d scripts", len(p)-2) }

// laterScripts are the scripts that boot.js loads before the browser program.
var laterScripts = regexp.MustCompile(`script\("([a-z_]+\.js)"\)`)

// firstPage fetches the home page and all that a browser loads for it before the browser program: style
// sheets, scripts, what those scripts load, and the worker. Fonts and icons are not counted.
func firstPage(c *http.Client, base string) (pageParts, error) {
	text, err := fetch(c, base+"/")
	if err != nil {
		return nil, err
	}
	parts := pageParts{{"/", compressed(text)}}
	files, err := loaded(text)
	if err != nil {
		return nil, err
	}
	for i := 0; i < len(files); i++ {
		data, err := fetch(c, base+files[i])
		if err != nil {
			return nil, err
		}
		parts = append(parts, part{files[i], compressed(data)})
		if strings.HasSuffix(files[i], "/boot.js") {
			for _, m := range laterScripts.FindAllSubmatch(data, -1) {
				files = append(files, strings.TrimSuffix(files[i], "boot.js")+string(m[1]))
			}
		}
	}
	worker, err := fetch(c, base+"/sw.js")
	return append(parts, part{"/sw.js", compressed(worker)}), err
}

// loaded lists the style sheets and scripts of a page.
func loaded(page []byte) (files []string, err error) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, err
	}
	for n := range root.Descendants() {
		at := map[string]string{}
		for _, a := range n.Attr {
			at[a.Key] = a.Val
		}
		switch {
		case n.Data == "link" && at["rel"] == "stylesheet":
			files = append(files, at["href"])
		case n.Data == "script" && at["src"] != "":
			files = append(files, at["src"])
		}
	}
	return files, nil
}

func fetch(c *http.Client, address string) ([]byte, error) {
	r, err := c.Get(address)
	if err != nil {
		return nil, err
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("GET %s: %s", address, r.Status)
	}
	return io.ReadAll(r.Body)
}

func compressed(data []byte) int { return len(pack(data)) }

// pack is brotli -q 11.
func pack(data []byte) []byte {
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, brotli.BestCompression)
	_, _ = w.Write(data) // a buffer never fails
	_ = w.Close()
	return b.Bytes()
}

// programSize is the size of the browser program as it is sent; "make dist" has built it.
func programSize() (int, error) {
	root, err := browser.Root()
	if err != nil {
		return 0, err
	}
	info, err := os.Stat(filepath.Join(root, "assets", "dist", "app.wasm.br"))
	if err != nil {
		return 0, fmt.Errorf("the browser program is not built: %w", err)
	}
	return int(info.Size()), nil
}

func inBytes(n int) string { return thousands(n) + " bytes" }
