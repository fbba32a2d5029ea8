package ui

import "testing"

func TestCards(t *testing.T) {
	checkShapes(t, []shape{
		{"a card that leads on", Card("TARI", "/tari", "I rifiuti.", Tag(KindInfo, "x")),
			`<div class="card card-link"><div class="card-body"><h2 class="card-title"><a class="stretched-link" href="/tari">TARI</a></h2><p class="card-text">I rifiuti.</p><span class="badge badge-outline-primary">x</span></div></div>`},
		{"what else can be touched stands apart", Card("A", "/a", "", Link("/b", "B")),
			`<div class="card card-link"><div class="card-body"><h2 class="card-title"><a class="stretched-link" href="/a">A</a></h2></div><div class="card-footer"><a class="link" href="/b">B</a></div></div>`},
		{"a card that only shows", Card("TARI", "", ""), `<div class="card"><div class="card-body"><h2 class="card-title">TARI</h2></div></div>`},
		{"a list of cards says it is one", Cards(nil, Card("A", "", "")),
			`<ul class="cards list-unstyled" role="list"><li><div class="card"><div class="card-body"><h2 class="card-title">A</h2></div></div></li></ul>`},
	})
}

func TestCardsInASectionStandOneLevelLower(t *testing.T) {
	n := Section("Pratiche", Cards(Card("A", "", "")))
	if got := find(t, n, "class", "card-title").Data; got != "h3" {
		t.Errorf("title of a card under an h2 is %s", got)
	}
	if n.FirstChild.Data != "h2" {
		t.Errorf("heading of a section is %s", n.FirstChild.Data)
	}
}
