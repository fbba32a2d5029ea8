package rest

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"sportello/api/command"
	"sportello/api/contact"
	"sportello/api/identity"
)

func (s *server) contact() {
	op := s.reading("get-contact", "/v1/contact", "How the person is reached, and the changes that wait", contact.Contact{})
	op.Security = person
	huma.Register(s.api, op, func(ctx context.Context, in *asked) (*document, error) {
		if !who(ctx).May(identity.See, contact.Service) {
			return nil, s.answer(command.ErrNoMandate)
		}
		f, err := s.Hall.Folder(ctx, who(ctx))
		if err != nil {
			return nil, s.answer(err)
		}
		return s.unlessSame(in, f.Contact)
	})
	huma.Register(s.api, doing("set-contact", http.MethodPut, "/v1/contact/{kind}", "Change the e-mail address or the telephone number",
		http.StatusOK), func(ctx context.Context, in *struct {
		Sent
		Kind contact.Kind `path:"kind" enum:"email,phone"`
		Key  string       `header:"Idempotency-Key" format:"uuid"`
		Body struct {
			Value string `json:"value" maxLength:"1000" doc:"Empty: none any more"`
		}
	}) (*receipt, error) {
		return s.send(ctx, born(in.Key), command.ContactSet, in.Subject, contact.Set{Kind: in.Kind, Value: in.Body.Value})
	})
	huma.Register(s.api, doing("stop-contact-change", http.MethodDelete, "/v1/contact/changes/{change}", "Stop a change that somebody else asked for",
		http.StatusOK), func(ctx context.Context, in *struct {
		Sent
		Change string `path:"change" format:"uuid"`
		Key    string `header:"Idempotency-Key" format:"uuid"`
	}) (*receipt, error) {
		return s.send(ctx, born(in.Key), command.ContactStop, in.Subject, contact.Stop{Change: in.Change})
	})
}

// born is the id of a command: the sender's key, or a new one.
func born(key string) string {
	if key == "" {
		return uuid.Must(uuid.NewV7()).String()
	}
	return key
}
