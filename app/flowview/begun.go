package flowview

import (
	"errors"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/flow"
	"sportello/app/internal/page"
)

// Begun is a flow in one's own matters that is no application, with the answers of its draft. before is where
// the way back leads from its first question.
func Begun(v page.Visit, f flow.Flow, base, before string) Drawn {
	d := Drawn{Flow: f, Base: base, Before: before, Answers: flow.Answers{}, Draft: v.Form.Get("draft")}
	if draft, ok := v.Folder.Begin(f.ID); ok {
		d.Answers, d.Draft = draft.Answers, draft.ID
	}
	if d.Draft == "" {
		d.Draft = v.NewID()
	}
	return d
}

// Step asks one step of a flow that was begun, and keeps its answer. own finds what only this visit can judge.
func Step(v page.Visit, d Drawn, own func(flow.Step, flow.Answers) []flow.Problem) page.Page {
	s, _, _, ok := d.Flow.Find(v.Args["step"], d.Answers)
	if !ok {
		return page.To(d.Next(v))
	}
	if v.Form != nil {
		d.Answers = s.Take(d.Answers, v.Form.Get)
	}
	if !v.Sent() {
		return Question(v, d, s, nil)
	}
	problems := s.Problems(d.Answers, v.Today)
	if len(problems) == 0 && own != nil {
		problems = own(s, d.Answers)
	}
	if len(problems) > 0 {
		return Question(v, d, s, problems)
	}
	only := flow.Step{Fields: s.Fields}.Take(nil, v.Form.Get)
	receipt, err := v.Do("", command.Answer, applications.Answer{Draft: d.Draft, Service: d.Flow.ID, Answers: only})
	if _, refused := page.Refused(receipt, err); err != nil || refused {
		d.Trouble = Trouble(err)
		return Question(v, d, s, nil)
	}
	return page.To(d.Next(v))
}

// Next is the address of the first step that needs an answer, or of the check.
func (d Drawn) Next(v page.Visit) string {
	if s, done := d.Flow.Next(d.Answers, v.Today); !done {
		return d.Base + "/" + s.ID
	}
	return d.Base + "/controlla"
}

// Whole reports whether every question of the path has a good answer.
func (d Drawn) Whole(v page.Visit) bool {
	_, done := d.Flow.Next(d.Answers, v.Today)
	return done
}

// Last is the address of the last question on the path.
func (d Drawn) Last() string { return d.last() }

// Trouble names the words for an answer that was not kept.
func Trouble(err error) string {
	switch {
	case errors.Is(err, command.ErrNotKept):
		return "trouble.notkept"
	case errors.Is(err, command.ErrOtherPerson):
		return "trouble.other"
	case err == nil:
		return "trouble.refused"
	}
	return "trouble.down"
}
