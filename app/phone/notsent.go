//go:build js && wasm

package phone

import (
	"encoding/json"
	"maps"
	"slices"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/flow"
	"sportello/app/internal/page"
)

// notSent is what waited in the lanes of mandates when they ended, oldest first. What was written for one service of
// one person is one thing.
func (h *hall) notSent() []page.NotSent {
	var all []page.NotSent
	for _, e := range h.entries("") {
		c, err := e.toCommand()
		if e.state != refused || e.problemKey() != noMandate || err != nil {
			continue
		}
		var body struct {
			Service string       `json:"service"`
			Answers flow.Answers `json:"answers"`
		}
		_ = json.Unmarshal(c.Body, &body) // what has other fields has no service and no answers
		i := slices.IndexFunc(all, func(n page.NotSent) bool { return n.For == e.name && n.Service == body.Service })
		if i < 0 {
			i = len(all)
			all = append(all, page.NotSent{For: e.name, Service: body.Service, Answers: flow.Answers{}})
		}
		all[i].Made, all[i].IDs = c.Made, append(all[i].IDs, c.ID)
		maps.Copy(all[i].Answers, body.Answers)
	}
	return all
}

// unsent notes what was written under a mandate that has ended: it is refused like what waited in its lane.
func (h *hall) unsent(mandate string, a applications.Answer) bool {
	p, _ := h.own().Proxy(mandate)
	c, err := command.New(newID(), command.Answer, p.Delegator.ID, h.now(), a)
	if err != nil {
		return false
	}
	c.Mandate = mandate
	value, err := marshal(c)
	if err != nil {
		return false
	}
	if _, err := call(h.outbox, "add", value, h.actor, p.Delegator.Name); err != nil {
		return false
	}
	tell(h.outbox, "end", h.actor, mandate)
	return true
}

// forget takes out of the outbox what the person has read.
func (h *hall) forget(ids []string) {
	list := make([]any, len(ids))
	for i, id := range ids {
		list[i] = id
	}
	if _, err := call(h.outbox, "forget", list); err != nil {
		report(err)
	}
	tell(h.outbox, "flush", h.actor, true) // which counts anew
}
