package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"

	"sada"
)

func TestEveryReasonHasAWording(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../../reason.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if kind, ok := spec.Type.(*ast.Ident); !ok || kind.Name != "Reason" {
			return true
		}
		for _, v := range spec.Values {
			reason, err := strconv.Unquote(v.(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			found++
			if wording(sada.Reason(reason)) == reason {
				t.Errorf("the reason %s has no wording for a person", reason)
			}
		}
		return true
	})
	if found < 20 {
		t.Errorf("%d reasons found, want them all", found)
	}
}

func TestALineOfTheWebSteersNoTerminal(t *testing.T) {
	for text, want := range map[string]string{
		"un \x1b[31mtitre":                "un  [31mtitre",
		"ligne\nsuivante":                 "ligne suivante",
		"\u202etitre \u2066de\u2069 côté": "titre de côté",
	} {
		if got := oneLine(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
