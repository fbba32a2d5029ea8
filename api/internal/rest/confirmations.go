package rest

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"sportello/api/applications"
	"sportello/api/command"
)

// confirmations are drafts that one person prepared and another is asked to send. The yes is file-application,
// with "confirms".
func (s *server) confirmations() {
	op := s.reading("list-confirmations", "/v1/confirmations", "Drafts that wait for a second person's yes, and those that ended without one",
		[]applications.Confirmation{})
	op.Security = person
	huma.Register(s.api, op, func(ctx context.Context, in *asked) (*document, error) {
		f, err := s.Hall.Folder(ctx, who(ctx))
		if err != nil {
			return nil, s.answer(err)
		}
		return s.unlessSame(in, f.Confirmations)
	})
	huma.Register(s.api, doing("propose-confirmation", http.MethodPost, "/v1/confirmations", "Ask somebody to confirm a draft: the citizen, or one of their delegates",
		http.StatusOK), func(ctx context.Context, in *struct {
		Sent
		Key  string `header:"Idempotency-Key" required:"true" format:"uuid"`
		Body applications.Propose
	}) (*receipt, error) {
		return s.send(ctx, in.Key, command.Propose, in.Subject, in.Body)
	})
	huma.Register(s.api, doing("decline-confirmation", http.MethodPost, "/v1/confirmations/{confirmation}/no", "Say no: the draft goes back",
		http.StatusOK), func(ctx context.Context, in *struct {
		Sent
		ID   string `path:"confirmation" format:"uuid"`
		Key  string `header:"Idempotency-Key" required:"true" format:"uuid"`
		Body struct {
			Note string `json:"note,omitempty" maxLength:"500" doc:"What the proposer is told"`
		}
	}) (*receipt, error) {
		return s.send(ctx, in.Key, command.Decline, in.Subject, applications.Decline{Confirmation: in.ID, Note: in.Body.Note})
	})
	huma.Register(s.api, doing("withdraw-confirmation", http.MethodDelete, "/v1/confirmations/{confirmation}", "Take back what was proposed: the draft goes back",
		http.StatusOK), func(ctx context.Context, in *struct {
		Sent
		ID  string `path:"confirmation" format:"uuid"`
		Key string `header:"Idempotency-Key" required:"true" format:"uuid"`
	}) (*receipt, error) {
		return s.send(ctx, in.Key, command.Withdraw, in.Subject, applications.Withdraw{Confirmation: in.ID})
	})
}
