package rest

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"sportello/api/command"
	"sportello/api/desk"
)

// InAssistance is the address of what is done within an assistance; it must be the one of the mandate. Exported, for
// huma passes over what is not.
type InAssistance struct {
	Assistance string `path:"assistance" format:"uuid" doc:"Id of the assistance: that of Sportello-Mandate"`
}

const ofAssistance = "/v1/desk/assistances/{assistance}/consents"

// consents are a citizen's yes to one act of a clerk: what clerks ask in an assistance, and what citizens see of it.
func (s *server) consents() {
	s.consentsOfClerk()
	s.consentsOfCitizen()
}

func (s *server) consentsOfClerk() {
	list := s.reading("list-asked-consents", ofAssistance, "The consents asked in an assistance, newest first", []desk.Consent{})
	list.Security = person
	huma.Register(s.api, list, func(ctx context.Context, in *struct {
		InAssistance
		IfNoneMatch string `header:"If-None-Match" doc:"ETag of what the reader has"`
		Mandate     string `header:"Sportello-Mandate" required:"true" format:"uuid" doc:"Id of the assistance"`
	}) (*document, error) {
		if who(ctx).Mandate.ID != in.Assistance {
			return nil, s.answer(command.ErrNotFound)
		}
		return s.consentsIn(ctx, &asked{IfNoneMatch: in.IfNoneMatch})
	})
	huma.Register(s.api, doing("ask-consent", http.MethodPost, ofAssistance, "Ask for the citizen's yes to one act: the answers are those read out",
		http.StatusOK), func(ctx context.Context, in *struct {
		Sent
		InAssistance
		Key  string `header:"Idempotency-Key" required:"true" format:"uuid" doc:"Becomes the id of the consent"`
		Body desk.AskConsent
	}) (*receipt, error) {
		return s.within(ctx, in.Assistance, in.Key, command.ConsentAsk, in.Subject, in.Body)
	})
	huma.Register(s.api, doing("carry-consent-code", http.MethodPost, ofAssistance+"/{consent}/code", "Have a code sent to the address on file. The clerk never sees it",
		http.StatusOK), func(ctx context.Context, in *struct {
		Sent
		InAssistance
		Consent string `path:"consent" format:"uuid"`
		Body    struct {
			Means desk.Means `json:"means" enum:"mail"`
		}
	}) (*receipt, error) {
		return s.within(ctx, in.Assistance, newKey(), command.ConsentCarry, in.Subject, desk.CarryCode{Consent: in.Consent, Means: in.Body.Means})
	})
	huma.Register(s.api, doing("give-consent", http.MethodPost, ofAssistance+"/{consent}/yes", "The citizen's yes: the code they read out",
		http.StatusOK), func(ctx context.Context, in *struct {
		Sent
		InAssistance
		Consent string `path:"consent" format:"uuid"`
		Body    struct {
			Code string `json:"code" maxLength:"20" example:"1234 5678"`
		}
	}) (*receipt, error) {
		return s.within(ctx, in.Assistance, newKey(), command.ConsentGive, in.Subject, desk.GiveConsent{Consent: in.Consent, Code: in.Body.Code})
	})
}

func (s *server) consentsOfCitizen() {
	list := s.reading("list-consents", "/v1/consents", "What clerks ask the person's yes for, newest first", []desk.Consent{})
	list.Security = person
	huma.Register(s.api, list, func(ctx context.Context, in *asked) (*document, error) { return s.consentsIn(ctx, in) })
	type of struct {
		Sent
		Consent string `path:"consent" format:"uuid"`
	}
	huma.Register(s.api, doing("show-consent-code", http.MethodPost, "/v1/consents/{consent}/code", "A fresh code to tell the clerk: the one shown last counts",
		http.StatusOK), func(ctx context.Context, in *of) (*receipt, error) {
		return s.send(ctx, newKey(), command.ConsentShow, in.Subject, desk.OfConsent{Consent: in.Consent})
	})
	huma.Register(s.api, doing("refuse-consent", http.MethodPost, "/v1/consents/{consent}/no", "Say no: the request ends at once",
		http.StatusOK), func(ctx context.Context, in *of) (*receipt, error) {
		return s.send(ctx, newKey(), command.ConsentRefuse, in.Subject, desk.OfConsent{Consent: in.Consent})
	})
	huma.Register(s.api, doing("make-card", http.MethodPost, "/v1/card", "Make a card of ten codes: the card before it ends. In one's own matters alone",
		http.StatusOK), func(ctx context.Context, in *struct{ Sent }) (*receipt, error) {
		return s.send(ctx, newKey(), command.CardMake, in.Subject, struct{}{})
	})
}

// within is send for what is done in one assistance.
func (s *server) within(ctx context.Context, assistance, id string, kind command.Kind, subject string, body any) (*receipt, error) {
	if who(ctx).Mandate.ID != assistance {
		return nil, s.answer(command.ErrNotFound)
	}
	return s.send(ctx, id, kind, subject, body)
}

func (s *server) consentsIn(ctx context.Context, in *asked) (*document, error) {
	f, err := s.Hall.Folder(ctx, who(ctx))
	if err != nil {
		return nil, s.answer(err)
	}
	return s.unlessSame(in, f.Consents)
}

// newKey is the id of a command that needs none of its own: doing it twice is harmless.
func newKey() string { return uuid.Must(uuid.NewV7()).String() }
