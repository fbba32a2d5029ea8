package orca

import (
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
)

// saveEvidence puts the transcript, a picture of the screen and the logs into e2e/out.
func (s *Session) saveEvidence() {
	dir, err := evidenceDir()
	if err != nil {
		s.t.Logf("orca: no evidence kept: %v", err)
		return
	}
	base := filepath.Join(dir, "orca-"+strings.ReplaceAll(s.t.Name(), "/", "-")+"-"+filepath.Base(s.crew.home))
	os.WriteFile(base+".txt", []byte(s.Transcript()), 0o644)
	for _, name := range []string{"orca", "browser", "screen", "at-spi"} {
		if text, err := os.ReadFile(filepath.Join(s.crew.home, name+".log")); err == nil && len(text) > 0 {
			os.WriteFile(base+"."+name+".log", text, 0o644)
		}
	}
	if err := photograph(filepath.Join(s.crew.home, "screen", "Xvfb_screen0"), base+".png"); err != nil {
		s.t.Logf("orca: no picture of the screen: %v", err)
	}
	s.t.Logf("orca: transcript, screen and logs are in %s.*", base)
}

// evidenceDir is e2e/out under the folder that holds go.mod.
func evidenceDir() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for dir != "/" {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			out := filepath.Join(dir, "e2e", "out")
			return out, os.MkdirAll(out, 0o755)
		}
		dir = filepath.Dir(dir)
	}
	return "", errors.New("there is no go.mod above the test")
}

// photograph turns the frame buffer that Xvfb keeps in a file into a PNG.
func photograph(from, to string) error {
	dump, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	picture, err := readXWD(dump)
	if err != nil {
		return err
	}
	f, err := os.Create(to)
	if err != nil {
		return err
	}
	return errors.Join(png.Encode(f, picture), f.Close())
}

// readXWD reads the X window dump of Xvfb: version 7, Z format, 32 bits a pixel, blue first.
// Layout: /usr/include/X11/XWDFile.h, all header fields big-endian 32-bit words.
func readXWD(dump []byte) (image.Image, error) {
	word := func(i int) int { return int(binary.BigEndian.Uint32(dump[4*i:])) }
	if len(dump) < 100 || word(1) != 7 || word(2) != 2 || word(7) != 0 || word(11) != 32 {
		return nil, errors.New("not an X window dump of a 24-bit screen")
	}
	width, height, line := word(4), word(5), word(12)
	pixels := dump[min(len(dump), word(0)+12*word(19)):]
	if len(pixels) < height*line || line < 4*width {
		return nil, errors.New("the X window dump is cut short")
	}
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			p := pixels[y*line+4*x:]
			picture.SetRGBA(x, y, color.RGBA{p[2], p[1], p[0], 255})
		}
	}
	return picture, nil
}
