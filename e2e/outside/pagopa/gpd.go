package pagopa

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// gpd are the calls of gpd_v3.json.
func (c *Counterpart) gpd(mux *http.ServeMux) {
	const all = PathGPD + "/organizations/{org}/debtpositions"
	mux.HandleFunc("GET "+all, c.listPositions)
	mux.HandleFunc("POST "+all, c.createPosition)
	mux.HandleFunc("GET "+all+"/{iupd}", c.readPosition)
	mux.HandleFunc("PUT "+all+"/{iupd}", c.changePosition)
	mux.HandleFunc("DELETE "+all+"/{iupd}", c.deletePosition)
	mux.HandleFunc("POST "+all+"/{iupd}/publish", c.publishPosition)
}

func key(organization, of string) string { return organization + "/" + of }

// readBody takes a position from a request; false when it has been refused.
func (c *Counterpart) readBody(w http.ResponseWriter, r *http.Request) (*Position, bool) {
	p := new(Position)
	err := json.NewDecoder(r.Body).Decode(p)
	if err == nil {
		err = p.check()
	}
	if err == nil {
		err = p.ahead(c.cfg.Now())
	}
	if err != nil {
		refuse(w, http.StatusBadRequest, err.Error())
		return nil, false
	}
	return p, true
}

func (c *Counterpart) createPosition(w http.ResponseWriter, r *http.Request) {
	p, ok := c.readBody(w, r)
	if !ok {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	now, org := c.cfg.Now(), r.PathValue("org")
	p.complete(org, now)
	if err := c.clash(p, nil); err != nil {
		refuse(w, http.StatusConflict, err.Error())
		return
	}
	if r.URL.Query().Get("toPublish") == "true" {
		p.publish(now)
	}
	c.keep(p)
	answer(w, http.StatusCreated, p)
}

// clash says which code of a position is somebody's already; old is what it stands in for.
func (c *Counterpart) clash(p, old *Position) error {
	if there := c.positions[key(p.Organization, p.IUPD)]; there != nil && there != old {
		return errors.New("there is a position with this iupd already")
	}
	seen := map[string]bool{}
	for _, o := range p.Options {
		for _, i := range o.Installments {
			if there := c.byNAV[key(p.Organization, i.NAV)]; there != nil && there != old || seen[i.NAV] || seen["iuv "+i.IUV] {
				return errors.New("there is a notice with this nav or iuv already: " + i.NAV)
			}
			seen[i.NAV], seen["iuv "+i.IUV] = true, true
			if there := c.byNAV[key(p.Organization, "iuv "+i.IUV)]; there != nil && there != old {
				return errors.New("there is a notice with this iuv already: " + i.IUV)
			}
		}
	}
	return nil
}

// keep writes a position and its codes.
func (c *Counterpart) keep(p *Position) {
	c.positions[key(p.Organization, p.IUPD)] = p
	for _, o := range p.Options {
		for _, i := range o.Installments {
			c.byNAV[key(p.Organization, i.NAV)], c.byNAV[key(p.Organization, "iuv "+i.IUV)] = p, p
		}
	}
	c.save("position", key(p.Organization, p.IUPD), p)
}

func (c *Counterpart) forget(p *Position) {
	delete(c.positions, key(p.Organization, p.IUPD))
	for _, o := range p.Options {
		for _, i := range o.Installments {
			delete(c.byNAV, key(p.Organization, i.NAV))
			delete(c.byNAV, key(p.Organization, "iuv "+i.IUV))
		}
	}
	c.save("position", key(p.Organization, p.IUPD), nil)
}

// position is the one that a request is about, as it is now; nil when it has been refused. The lock is held.
func (c *Counterpart) position(w http.ResponseWriter, r *http.Request) *Position {
	p := c.positions[key(r.PathValue("org"), r.PathValue("iupd"))]
	if p == nil {
		refuse(w, http.StatusNotFound, "there is no position with this iupd")
		return nil
	}
	p.tick(c.cfg.Now())
	return p
}

func (c *Counterpart) readPosition(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if p := c.position(w, r); p != nil {
		answer(w, http.StatusOK, p)
	}
}

func (c *Counterpart) changePosition(w http.ResponseWriter, r *http.Request) {
	p, ok := c.readBody(w, r)
	if !ok {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	old, now := c.position(w, r), c.cfg.Now()
	switch {
	case old == nil:
		return
	case p.IUPD != old.IUPD:
		refuse(w, http.StatusBadRequest, "the iupd of the path and that of the body are two")
		return
	case old.Status == PartiallyPaid || old.Status == Paid:
		refuse(w, http.StatusConflict, "the position is "+string(old.Status)+": it cannot be changed")
		return
	}
	p.complete(old.Organization, now)
	if err := c.clash(p, old); err != nil {
		refuse(w, http.StatusConflict, err.Error())
		return
	}
	p.Inserted = old.Inserted
	if r.URL.Query().Get("toPublish") == "true" || old.Status != Draft {
		p.publish(now)
	}
	c.forget(old)
	c.keep(p)
	answer(w, http.StatusOK, p)
}

func (c *Counterpart) deletePosition(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p := c.position(w, r)
	switch {
	case p == nil:
	case p.Status == PartiallyPaid || p.Status == Paid:
		refuse(w, http.StatusConflict, "the position is "+string(p.Status)+": it cannot be deleted")
	default:
		c.forget(p)
		answer(w, http.StatusOK, "the position has been deleted")
	}
}

func (c *Counterpart) publishPosition(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p := c.position(w, r)
	switch {
	case p == nil:
	case p.Status != Draft:
		refuse(w, http.StatusConflict, "the position is "+string(p.Status)+": it has been published")
	default:
		p.publish(c.cfg.Now())
		c.keep(p)
		answer(w, http.StatusOK, p)
	}
}

func (c *Counterpart) listPositions(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	limit, page := number(q.Get("limit"), 10), number(q.Get("page"), 0)
	if limit < 1 || limit > 50 || page < 0 {
		refuse(w, http.StatusBadRequest, "limit must be 1 to 50, page 0 or more")
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	all := []*Position{}
	for _, p := range c.positions {
		p.tick(c.cfg.Now())
		if p.Organization == r.PathValue("org") && (q.Get("status") == "" || q.Get("status") == string(p.Status)) && between(p, q.Get("due_date_from"), q.Get("due_date_to")) {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(a, b *Position) int {
		if n := b.Inserted.Compare(a.Inserted); n != 0 {
			return n
		}
		return strings.Compare(a.IUPD, b.IUPD)
	})
	from, to := min(page*limit, len(all)), min(page*limit+limit, len(all))
	answer(w, http.StatusOK, map[string]any{"payment_position_list": all[from:to],
		"page_info": map[string]int{"page": page, "limit": limit, "items_found": to - from, "total_pages": (len(all) + limit - 1) / limit}})
}

// between reports whether a notice of the position falls due between two days, either of which may be missing.
func between(p *Position, from, to string) bool {
	if from == "" && to == "" {
		return true
	}
	for _, o := range p.Options {
		for _, i := range o.Installments {
			if day := i.Due.Format(time.DateOnly); day >= from && (to == "" || day <= to) {
				return true
			}
		}
	}
	return false
}

// number reads a number of a query; other when it is missing, -1 when it is none.
func number(s string, other int) int {
	if s == "" {
		return other
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}
