// Package trend estimates the underlying weekly rate of events of a conflict and whether it is rising.
//
// The model is a local level on the log scale, observed through counts:
//
//	y_t | x_t ~ NegBin(mean = e_t·exp(x_t), size = φ)    φ = ∞ is the Poisson law
//	x_t = x_{t−1} + η_t,  η_t ~ N(0, σ²)
//
// y_t is the number of events reported in week t and e_t in (0, 1] the share of the usual reporting coverage, so
// exp(x_t) is a rate in events a week at full coverage. A quiet week (count zero) is evidence of a low rate, in
// proportion to its coverage; a missing week is no evidence at all.
//
// The log level lives on a fixed grid, on which the filter and the smoother are sums and nothing is sampled; σ and φ
// are averaged over a small grid of values with weights prior × marginal likelihood. The answer is deterministic;
// only [Model.Simulate] draws, from a source that is passed in.
//
// # Priors
//
//   - σ: half-normal with scale 0.25 a week (a rate that doubles or halves over a month of such weeks is ordinary).
//   - φ: equal weights on a log-spaced grid of sizes and on the Poisson limit.
//   - x_1: uniform on the grid.
//   - The grid ends at ten times the highest weekly rate seen, and at a twentieth of the lowest two-week or overall
//     rate; the level is reflected at both ends, in the filter and in simulation alike.
//
// # Limits
//
// Rates closer than one grid step (3–6 % with the defaults) are not told apart, which matters only for counts in the
// thousands. A level that jumps is followed through a larger σ for the whole series, not through a break; seasons and
// days of the week are not modelled.
//
// # References
//
//   - Kitagawa, G. (1987). Non-Gaussian state-space modeling of nonstationary time series. JASA 82(400), 1032–1041:
//     the filter and smoother on a grid.
//   - West, M. & Harrison, J. (1997). Bayesian Forecasting and Dynamic Models, 2nd ed., ch. 12 and 14: averaging over
//     a grid of parameters, non-normal observations.
//   - Durbin, J. & Koopman, S. J. (2012). Time Series Analysis by State Space Methods, 2nd ed., ch. 2 and 9: the
//     local level model and count observations.
//   - Madigan, D. & Raftery, A. E. (1994). Model selection and accounting for model uncertainty in graphical models
//     using Occam's window. JASA 89(428), 1535–1546: dropping parameter values that the data rule out.
package trend
