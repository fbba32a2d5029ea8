package main

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"sportello/api/applications"
	"sportello/assets"
)

// A comune offers instalments where its data have the thresholds of them, and every other service of the catalogue.
func TestInstalmentsAreOfferedWithTheirThresholds(t *testing.T) {
	whole := fstest.MapFS{}
	for _, pattern := range []string{"services/*.json", "comuni/seregno/*.json"} {
		files, err := fs.Glob(assets.FS, pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			data, err := fs.ReadFile(assets.FS, name)
			if err != nil {
				t.Fatal(err)
			}
			whole[name] = &fstest.MapFile{Data: data}
		}
	}
	offered := func() []string {
		town, err := readTown(whole, "seregno")
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, s := range town.Services {
			ids = append(ids, s.ID)
		}
		return ids
	}
	all := offered()
	whole["comuni/seregno/fines.json"] = &fstest.MapFile{Data: []byte(`{"discount_days": 5}`)}
	if got := offered(); !slices.Contains(all, applications.Plan) || slices.Contains(got, applications.Plan) || len(got) != len(all)-1 {
		t.Errorf("with thresholds %s, without %s", strings.Join(all, " "), strings.Join(got, " "))
	}
}
