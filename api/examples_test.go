package api_test

import (
	"encoding/json"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"sportello/api"
)

// TestExamplesAreAnswers: an example of the description is an answer that the description allows. An operation on taxes or fines has one.
func TestExamplesAreAnswers(t *testing.T) {
	spec := api.Describe("1")
	for path, item := range spec.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if op == nil {
				continue
			}
			for status, r := range op.Responses {
				for kind, content := range r.Content {
					if content.Example != nil {
						checkExample(t, spec, path+" "+status+" "+kind, content)
					}
				}
			}
		}
	}
	for _, path := range []string{"/v1/taxes/tari", "/v1/taxes/imu", "/v1/taxes/imu/simulations", "/v1/fines", "/v1/fines/{notice}"} {
		op := spec.Paths[path].Get
		if op == nil {
			op = spec.Paths[path].Post
		}
		if op.Responses["200"].Content["application/json"].Example == nil {
			t.Errorf("%s has no example", path)
		}
	}
}

func checkExample(t *testing.T, spec *huma.OpenAPI, about string, content *huma.MediaType) {
	t.Helper()
	body, err := json.Marshal(content.Example)
	if err != nil {
		t.Fatal(err)
	}
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		t.Fatal(err)
	}
	var found huma.ValidateResult
	huma.Validate(spec.Components.Schemas, content.Schema, huma.NewPathBuffer(nil, 0), huma.ModeReadFromServer, value, &found)
	for _, err := range found.Errors {
		t.Errorf("%s: %v", about, err)
	}
}
