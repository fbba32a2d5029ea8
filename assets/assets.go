// Package assets is what the server carries with it that is not program: words, the catalogue of services,
// the data of each comune, styles, icons, the worker, and the built browser program.
//
// It knows no format: whoever reads a folder does. It is never linked into the browser program, which gets
// its words as a generated table and all else over the network.
package assets

import "embed"

// FS holds every folder of assets under its own name: "i18n/it/taxes.json", "css/…". On a fresh clone dist
// holds nothing but .keep, for the browser program is built, not committed.
//
//go:embed */*
var FS embed.FS
