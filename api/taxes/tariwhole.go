package taxes

import (
	"cmp"
	"slices"

	"sportello/api/fiscal"
	"sportello/api/money"
)

// Gather closes the file: it judges each position as a whole and tells what enters.
func (t *TariRows) Gather() TariGathered {
	out := TariGathered{Repeated: t.repeated}
	lost := newLost(t.orphans)
	var uneven []*gathering // components do not make up the total
	for _, g := range t.order {
		if !g.faulty && t.judge(g, lost) {
			uneven = append(uneven, g)
		}
	}
	t.blameUneven(uneven)
	for _, g := range t.order {
		if g.faulty {
			out.Held = append(out.Held, g.key)
			continue
		}
		out.Accepted = append(out.Accepted, g.holder())
		out.Rows += len(g.rows)
	}
	slices.SortStableFunc(t.faults, func(a, b TariFault) int { return cmp.Compare(a.Line, b.Line) })
	out.Faults = t.faults
	return out
}

// blameUneven holds back the positions whose components do not make up the total, unless they are many: then
// the office makes up its totals in another way than ours, and the totals are still the office's own.
func (t *TariRows) blameUneven(uneven []*gathering) {
	const few, perHundred = 10, 5
	if len(uneven) > few && len(uneven)*100 > len(t.order)*perHundred {
		return
	}
	for _, g := range uneven {
		t.blame(g, g.rows[0].line, PartsWrong)
	}
}

// judge looks for what only the whole position can show. It tells when the components do not make up the total.
func (t *TariRows) judge(g *gathering, lost *lost) (uneven bool) {
	if len(g.versions) > 1 {
		t.outvoted(g)
		return false
	}
	if missing := g.missing(); missing > 0 {
		g.faulty = true
		if !lost.explains(g, missing) {
			t.blame(g, g.rows[0].line, PlanIncomplete)
		}
		return false
	}
	p := g.holder().Position
	told := g.versions[0].row
	if told.CheckedSum && !near(p.InstalmentsSum(), p.Total, p.Instalments) {
		t.blame(g, g.rows[0].line, SumWrong)
		return false
	}
	return told.CheckedPart && !nearParts(p)
}

// outvoted names the rows that contradict the most common version, the first when two are as common.
func (t *TariRows) outvoted(g *gathering) {
	best := 0
	for i, v := range g.versions {
		if v.count > g.versions[best].count {
			best = i
		}
	}
	for _, r := range g.rows {
		if r.version != best {
			t.blame(g, r.line, differs(&g.versions[best].row, &g.versions[r.version].row))
		}
	}
}

// missing is the first number of the plan that has no row, 0 when the plan is whole.
func (g *gathering) missing() int {
	of := g.versions[0].row.Instalment.Of
	for _, r := range g.rows {
		of = max(of, r.instalment.Number)
	}
	if of == len(g.rows) {
		return 0 // numbers are positive, distinct and at most of
	}
	there := make(map[int]bool, len(g.rows))
	for _, r := range g.rows {
		there[r.instalment.Number] = true
	}
	n := 1
	for there[n] {
		n++
	}
	return n
}

// near allows for plans in whole euro, each instalment rounded by up to 50 cents (L. 296/2006 art. 1 c. 166).
func near(sum, total money.Cents, plan []Instalment) bool {
	if sum == total {
		return true
	}
	for _, i := range plan {
		if i.Amount%100 != 0 {
			return false
		}
	}
	return distance(sum, total) <= money.Cents(50*len(plan))
}

// nearParts allows for components each rounded by its own program, and for a total in whole euro.
func nearParts(p TariPosition) bool {
	return restKind(1, p.Total-p.ComponentsSum(), p.Total) == RoundingPart
}

func distance(a, b money.Cents) money.Cents { return max(a-b, b-a) }

// holder puts the position together: the first row's words, all instalments in the order of the plan.
func (g *gathering) holder() TariHolder {
	first := g.versions[0].row
	p := first.Position
	p.Instalments = make([]Instalment, 0, len(g.rows))
	for _, r := range g.rows {
		i := r.instalment
		i.Of = max(i.Of, len(g.rows))
		p.Instalments = append(p.Instalments, i)
	}
	slices.SortFunc(p.Instalments, func(a, b Instalment) int { return cmp.Compare(a.Number, b.Number) })
	if !first.CheckedSum {
		p.Total = p.InstalmentsSum()
	}
	return TariHolder{first.Code, first.Surname, first.Name, p}
}

// lost are faulty rows whose position could not be read. One of them may be the row that an incomplete
// position lacks: then the position needs no fault of its own. Each explains one position at most.
type lost struct {
	rows     []TariFault
	used     []bool
	byUtenza map[string][]int
	byPerson map[fiscal.Code][]int
	byLine   map[int]int
}

func newLost(orphans []TariFault) *lost {
	l := &lost{rows: orphans, used: make([]bool, len(orphans)), byUtenza: map[string][]int{}, byPerson: map[fiscal.Code][]int{}, byLine: map[int]int{}}
	for i, f := range orphans {
		l.byLine[f.Line] = i
		if f.Key.Utenza != "" {
			l.byUtenza[f.Key.Utenza] = append(l.byUtenza[f.Key.Utenza], i)
		}
		if f.Code != "" {
			l.byPerson[f.Code] = append(l.byPerson[f.Code], i)
		}
	}
	return l
}

// explains says whether a lost row fits the place: same utenza, or same person, or the very next line.
func (l *lost) explains(g *gathering, missing int) bool {
	return l.take(l.byUtenza[g.key.Utenza], g, missing) ||
		l.take(l.byPerson[g.versions[0].row.Code], g, missing) ||
		l.take(l.beside(g), g, missing)
}

func (l *lost) take(candidates []int, g *gathering, missing int) bool {
	for _, i := range candidates {
		f := l.rows[i]
		number := f.Number == 0 || f.Number == missing
		year := f.Key.Year == 0 || f.Key.Year == g.key.Year
		if !l.used[i] && number && year {
			l.used[i] = true
			return true
		}
	}
	return false
}

// beside are the lost rows on lines next to the position's own.
func (l *lost) beside(g *gathering) []int {
	var found []int
	for _, r := range g.rows {
		for _, line := range [...]int{r.line - 1, r.line + 1} {
			if i, ok := l.byLine[line]; ok {
				found = append(found, i)
			}
		}
	}
	return found
}
