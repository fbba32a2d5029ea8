package rest

import (
	"cmp"
	"html/template"
	"maps"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"
)

// docsPage is the description for a person who programs: one page, no script, nothing from another host.
var docsPage = template.Must(template.New("docs").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sportello: the API</title><link rel="stylesheet" href="{{.CSS}}"></head>
<body><main id="main" class="container"><h1>Sportello: the API</h1>
<p>Described in full by <a href="/openapi.json">OpenAPI 3.1</a> and <a href="/openapi-3.0.json">OpenAPI 3.0</a>.
A problem is answered as <code>application/problem+json</code>.</p>
{{range .Operations}}<section><h2><code>{{.Method}} {{.Path}}</code></h2><p>{{.Summary}}.</p>
{{if .Parameters}}<ul>{{range .Parameters}}<li><code>{{.Name}}</code> ({{.In}}{{if .Required}}, required{{end}}) {{.Description}}</li>{{end}}</ul>{{end}}
<p>Answers: {{range $i, $r := .Answers}}{{if $i}}, {{end}}{{$r}}{{end}}</p></section>{{end}}
</main></body></html>`))

type operation struct {
	*huma.Operation
	Answers []string
}

func (s *server) docs(w http.ResponseWriter, r *http.Request) {
	var all []operation
	for _, path := range s.api.OpenAPI().Paths {
		for _, op := range []*huma.Operation{path.Get, path.Put, path.Post, path.Delete} {
			if op != nil {
				all = append(all, operation{op, slices.Sorted(maps.Keys(op.Responses))})
			}
		}
	}
	slices.SortFunc(all, func(a, b operation) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method))
	})
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if err := docsPage.Execute(w, map[string]any{"Operations": all, "CSS": s.CSS}); err != nil {
		s.Report(err)
	}
}
