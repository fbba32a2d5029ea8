// Package rest is /v1: the town hall for programs, written down as OpenAPI by huma.
//
// One file a capability; answer.go is the only place that maps errors. A handler reads, asks the town hall,
// answers; no rule lives here.
package rest

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"sportello/api/command"
	"sportello/api/folder"
	"sportello/api/identity"
)

// Hall is what the handlers ask of the town hall.
type Hall interface {
	Town(ctx context.Context) (folder.Town, error)
	Acting(ctx context.Context, actor identity.Who, mandate string) (identity.Who, error)
	Folder(ctx context.Context, who identity.Who) (folder.Folder, error)
	Send(ctx context.Context, who identity.Who, c command.Command) (command.Receipt, error)
	Trail
	Deadlines
	Payments
}

// Config is what /v1 needs. Who tells who sent a request, from its cookie; an error or a stranger is 401.
// Report writes a fault of ours down and gives its reference.
type Config struct {
	Hall    Hall
	Who     func(*http.Request) (identity.Who, error)
	Report  func(error) string
	Version string
	CSS     string // address of the style sheet of /docs
}

type server struct {
	Config
	api huma.API
}

// New adds /v1, /openapi.json (3.1), /openapi-3.0.json and /docs to mux, and gives the description.
func New(mux *http.ServeMux, c Config) *huma.OpenAPI {
	config := huma.DefaultConfig("Sportello", c.Version)
	config.Info.Description = "The town hall's desk: what a person may read (the folder) and what they may do (commands with an id, applied exactly once)."
	config.DocsPath, config.SchemasPath, config.CreateHooks = "", "", nil
	config.Components.Schemas = schemas()
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "apiKey", In: "cookie", Name: "sportello", Description: "The cookie of a person who has signed in."},
	}
	s := &server{Config: c, api: humago.New(mux, config)}
	s.api.UseMiddleware(s.known)
	s.town()
	s.folder()
	s.trail()
	s.help()
	s.applications()
	s.confirmations()
	s.preferences()
	s.proxies()
	s.desk()
	s.consents()
	s.contact()
	s.taxes()
	s.deadlines()
	s.fines()
	s.payments()
	mux.HandleFunc("GET /docs", s.docs)
	mux.HandleFunc("/v1/", func(w http.ResponseWriter, r *http.Request) {
		writeProblem(w, problem(http.StatusNotFound, "not-found", "There is nothing at this address."))
	})
	return s.api.OpenAPI()
}

type whoKey struct{}

// mandateHeader names the proxy or the assistance under which a request is made.
const mandateHeader = "Sportello-Mandate"

// actorHeader names who the sender believes is signed in: a phone may not know yet that it is somebody else now.
const actorHeader = "Sportello-Actor"

// whoever marks an operation that is open to everybody and yet notes who has signed in.
const whoever = "whoever"

// known finds out who asks. Operations without security are open to everybody.
func (s *server) known(ctx huma.Context, next func(huma.Context)) {
	r, _ := humago.Unwrap(ctx)
	if len(ctx.Operation().Security) == 0 {
		if ctx.Operation().Metadata[whoever] != nil {
			if who, err := s.Who(r); err == nil {
				ctx = huma.WithValue(ctx, whoKey{}, who)
			}
		}
		next(ctx)
		return
	}
	who, err := s.Who(r)
	if err == nil && !who.Known() {
		err = command.ErrSignedOut
	}
	if actor := r.Header.Get(actorHeader); err == nil && actor != "" && actor != who.Actor.ID {
		err = command.ErrOtherPerson
	}
	if err == nil {
		who, err = s.Hall.Acting(r.Context(), who, r.Header.Get(mandateHeader))
	}
	if err != nil {
		p := s.answer(err)
		ctx.SetHeader("Content-Type", "application/problem+json")
		ctx.SetStatus(p.Status)
		writeBody(ctx.BodyWriter(), p)
		return
	}
	next(huma.WithValue(ctx, whoKey{}, who))
}

func who(ctx context.Context) identity.Who {
	w, _ := ctx.Value(whoKey{}).(identity.Who)
	return w
}

// person is the security of an operation that needs somebody signed in.
var person = []map[string][]string{{"session": {}}}

// Sent is what every command carries beside its body. Exported, for huma passes over what is not.
type Sent struct {
	Actor   string `header:"Sportello-Actor" format:"uuid" doc:"Id of who made the command: when somebody else is signed in now, nothing is done"`
	Mandate string `header:"Sportello-Mandate" format:"uuid" doc:"Id of the proxy or of the assistance under which it is done; none: in one's own matters"`
	Subject string `header:"Sportello-Subject" required:"true" format:"uuid" doc:"Id of the person the command is for: it must be the one signed in for"`
}

// receipt is the answer to a command.
type receipt struct {
	Status int
	Body   command.Receipt
}

// send makes a command of a body and gives it to the town hall.
func (s *server) send(ctx context.Context, id string, kind command.Kind, subject string, body any) (*receipt, error) {
	c, err := command.New(id, kind, subject, noTime, body)
	if err != nil {
		return nil, s.answer(err)
	}
	r, err := s.Hall.Send(ctx, who(ctx), c)
	if err != nil {
		return nil, s.answer(err)
	}
	status := http.StatusOK
	if r.State == command.Registered {
		status = http.StatusCreated
	}
	return &receipt{Status: status, Body: r}, nil
}
