// Package outlook says how likely the deaths of a unit are to rise or fall over the next
// three months, learnt from the months of every country in conflict.
//
// The classes are those of Judge. The features are numbers of the unit's own past. The model is a
// bag of boosted trees, each grown on countries drawn anew with replacement, so that the
// spread of its members says how much the answer hangs on which countries it was learnt from
// (Breiman 1996, Machine Learning 24:123–140; Friedman 2001, Annals of Statistics 29:1189–1232);
// the mean of the members is sharpened or softened by a temperature learnt on forecasts made
// out of time (Guo et al. 2017, ICML; Platt 1999).
//
// Nothing that is known only after a month is used to forecast from it.
package outlook
