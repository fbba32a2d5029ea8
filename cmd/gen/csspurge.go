package main

import (
	"regexp"
	"slices"
	"strings"
)

var (
	simpleSelector = regexp.MustCompile(`^(\*|[a-z][a-z0-9]*|\.[a-zA-Z][\w-]*)((?:::?[a-z-]+)*)$`)
	tokenUse       = regexp.MustCompile(`var\((--[\w-]+)`)
)

// purge keeps the rules of the library that stand outside media queries and speak of one wanted element or
// class alone. What is drawn together with other classes, or only at some widths, we draw ourselves.
func purge(rules []rule) []rule {
	var kept []rule
	for _, r := range rules {
		if r.at != "" {
			continue
		}
		r.selectors = slices.DeleteFunc(slices.Clone(r.selectors), func(s string) bool { return !wanted(s) })
		r.decls = slices.DeleteFunc(slices.Clone(r.decls), unwanted)
		if len(r.selectors) > 0 {
			kept = append(kept, r)
		}
	}
	return kept
}

func wanted(selector string) bool {
	if selector == ":root" {
		return true
	}
	m := simpleSelector.FindStringSubmatch(selector)
	if m == nil || strings.Contains(m[2], "-webkit") || strings.Contains(m[2], "-moz") {
		return false
	}
	if class, ok := strings.CutPrefix(m[1], "."); ok {
		return slices.Contains(wantedClasses, class)
	}
	return slices.Contains(wantedElements, m[1])
}

// unwanted is motion, and what only old browsers read.
func unwanted(d decl) bool {
	return strings.HasPrefix(d.name, "-webkit-") || strings.HasPrefix(d.name, "transition") ||
		strings.HasPrefix(d.name, "animation") || d.name == "scroll-behavior"
}

// usedTokens drops the library's custom properties that no rule reads, theirs or ours.
func usedTokens(theirs, ours []rule) []rule {
	for {
		used := map[string]bool{}
		for _, r := range append(slices.Clone(theirs), ours...) {
			markTokens(r, used)
		}
		before, after := 0, 0
		for i := range theirs {
			before += len(theirs[i].decls)
			theirs[i].decls = slices.DeleteFunc(theirs[i].decls, func(d decl) bool {
				return strings.HasPrefix(d.name, "--") && !used[d.name]
			})
			after += len(theirs[i].decls)
		}
		if before == after {
			return theirs
		}
	}
}

func markTokens(r rule, used map[string]bool) {
	for _, d := range r.decls {
		for _, m := range tokenUse.FindAllStringSubmatch(d.value, -1) {
			used[m[1]] = true
		}
	}
	for _, k := range r.kids {
		markTokens(k, used)
	}
}
