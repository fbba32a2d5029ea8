package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"

	"sportello/api/applications"
	"sportello/api/fines"
	"sportello/api/folder"
)

// readTown reads the data of a comune and the catalogue of services.
func readTown(assets fs.FS, name string) (folder.Town, error) {
	var t folder.Town
	if !fs.ValidPath(name) {
		return t, fmt.Errorf("TOWN must be the name of a folder of assets/comuni, and is %q", name)
	}
	if err := readJSON(assets, path.Join("comuni", name, "town.json"), &t); err != nil {
		return t, fmt.Errorf("reading the data of the comune %s: %w", name, err)
	}
	for file, into := range map[string]any{"taxes.json": &t.Taxes, "tari-rates.json": &t.Taxes.Tari, "imu-rates.json": &t.Taxes.Imu, "fines.json": &t.Fines} {
		if err := readJSON(assets, path.Join("comuni", name, file), into); err != nil {
			return t, err
		}
	}
	files, err := fs.Glob(assets, "services/*.json")
	if err != nil {
		return t, err
	}
	for _, file := range files {
		var s applications.Service
		if err := readJSON(assets, file, &s); err != nil {
			return t, err
		}
		if _, ok := applications.FlowOf(s.ID, fines.Rules{}); !ok {
			return t, fmt.Errorf("%s: there is no flow for the service %q", file, s.ID)
		}
		if s.ID == applications.Plan && t.Fines.Instalments == nil {
			continue // the comune grants none here: then nobody is asked to apply
		}
		t.Services = append(t.Services, s)
	}
	return t, nil
}

func readJSON(assets fs.FS, file string, into any) error {
	data, err := fs.ReadFile(assets, file)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("reading %s: %w", file, err)
	}
	return nil
}
