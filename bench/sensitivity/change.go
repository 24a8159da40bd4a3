package main

import (
	"fmt"
	"reflect"
	"strings"

	"sada/extract"
)

// change is one number changed.
type change struct {
	name    string // "Trim.Long"
	was, is int
	numbers *extract.Numbers
	lost    []marks // of each set, against the numbers as shipped
}

// changes lists every number halved and doubled, those alone whose names begin
// with a prefix. A half is no less than 1.
func changes(shipped *extract.Numbers, prefix string) []*change {
	var all []*change
	for i, name := range names(shipped) {
		if !strings.HasPrefix(name, prefix) {
			continue
		}
		was := int(fields(reflect.ValueOf(shipped).Elem())[i].Int())
		for _, is := range []int{max(was/2, 1), was * 2} {
			if is == was {
				continue
			}
			numbers := *shipped
			fields(reflect.ValueOf(&numbers).Elem())[i].SetInt(int64(is))
			all = append(all, &change{name: name, was: was, is: is, numbers: &numbers})
		}
	}
	return all
}

// fields are the numbers below a value, in order.
func fields(v reflect.Value) []reflect.Value {
	var all []reflect.Value
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			all = append(all, fields(v.Field(i))...)
		}
	case reflect.Array:
		for i := range v.Len() {
			all = append(all, fields(v.Index(i))...)
		}
	default:
		all = append(all, v)
	}
	return all
}

// names are what the fields are called: Lines.Away, and Accord.ByLetters.0 for
// the first of several.
func names(of *extract.Numbers) []string {
	var all []string
	var walk func(v reflect.Value, name string)
	walk = func(v reflect.Value, name string) {
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i), name+"."+v.Type().Field(i).Name)
			}
		case reflect.Array:
			for i := range v.Len() {
				walk(v.Index(i), fmt.Sprintf("%s.%d", name, i))
			}
		default:
			all = append(all, strings.TrimPrefix(name, "."))
		}
	}
	walk(reflect.ValueOf(of).Elem(), "")
	return all
}
