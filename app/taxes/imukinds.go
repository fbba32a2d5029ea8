package taxes

import (
	"slices"
	"strings"

	"sportello/api/taxes"
	"sportello/app/internal/page"
)

// kindOf names what a property is, by its category.
func kindOf(h taxes.Holding) string {
	switch h.Kind {
	case taxes.Land:
		return "land"
	case taxes.Area:
		return "area"
	}
	switch h.Cadastral.Category {
	case "A/1", "A/8", "A/9":
		return "luxury"
	case "A/10":
		return "office"
	case "C/1":
		return "shop"
	case "C/2":
		return "cellar"
	case "C/3":
		return "workshop"
	case "C/4", "C/5":
		return "sport"
	case "C/6":
		return "garage"
	case "C/7":
		return "canopy"
	}
	switch {
	case strings.HasPrefix(h.Cadastral.Category, "B"):
		return "public"
	case strings.HasPrefix(h.Cadastral.Category, "D"):
		return "works"
	}
	return "home"
}

// groups are the kinds of property as a list is parted, in its order.
var groups = []string{"home", "shop", "garage", "works", "land"}

// groupOf is the group of a property.
func groupOf(h taxes.Holding) string {
	switch kindOf(h) {
	case "home", "luxury":
		return "home"
	case "cellar", "garage", "canopy":
		return "garage"
	case "works":
		return "works"
	case "land", "area":
		return "land"
	}
	return "shop"
}

func inGroup(units []unit, group string) []unit {
	return slices.DeleteFunc(slices.Clone(units), func(u unit) bool { return groupOf(u.last()) != group })
}

// useWords is what a property is used for; nothing where its kind says it all, as of a shop.
func useWords(v page.Visit, h taxes.Holding) string {
	switch {
	case h.Use != taxes.Other || groupOf(h) == "home":
		return v.Say("imu.use." + string(h.Use))
	case groupOf(h) == "garage":
		return v.Say("imu.use.other.garage")
	}
	return ""
}
