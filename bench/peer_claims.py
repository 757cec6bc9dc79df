"""Five claims of the catalogue, one a paper, written with NumPy and Hypothesis strategies the way a
user of Hypothesis would: settings are built so that the hypotheses mostly hold, as in the claims'
own files, and every margin is computed in double precision.

A variant is a function of the setting that returns margins of non-strict relations (at least 0 when
they hold) and margins of strict ones (positive when they hold). None: not claimed on this setting.
"""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp


def reals(low=-8.0, high=8.0):
    """Numbers whose products cannot underflow, or every claim would fail by rounding."""
    return st.floats(low, high, allow_nan=False).map(lambda x: 0.0 if abs(x) < 1e-6 else x)


def matrix(rows, columns, elements=None):
    return hnp.arrays(float, (rows, columns), elements=elements or reals())


def signs(count):
    return st.lists(st.sampled_from([1, -1]), min_size=count, max_size=count).map(np.array)


def le(a, b):
    """The dimensionless slack of a <= b, everywhere; the arguments are scalars or arrays."""
    a, b = np.broadcast_arrays(np.asarray(a, float), np.asarray(b, float))
    scale = np.maximum(np.abs(a), np.abs(b))
    return np.where(scale == 0, 0.0, (b - a) / np.where(scale == 0, 1.0, scale)).ravel()


def ge(a, b):
    return le(b, a)


def eq(a, b):
    return -np.abs(le(a, b))


class Claim:
    """name, sizes: fields that are sizes; given(setting): the hypotheses; variants by (clause,
    description) as in the claim's file; truths: clauses that hold."""


# chatterji2021, Lemma 7 ---------------------------------------------------------------------------


@st.composite
def lemma_7_settings(draw):
    p, n, d = draw(st.integers(1, 4)), draw(st.integers(1, 5)), draw(st.integers(1, 4))
    return {
        "sizes": [p, n, d],
        "directions": draw(matrix(n, d, reals(0, 8))),  # so that <x_s, x_q> >= 0
        "y": draw(signs(n)),
        "V_plus": draw(matrix(p, d)),
        "V_minus": draw(matrix(p, d)),
    }


class Lemma7(Claim):
    name = "chatterji2021/lemma-7"
    settings = lemma_7_settings()

    @staticmethod
    def given(s):
        raw = s["directions"] @ s["directions"].T
        return np.all(np.diag(raw) > 1e-200) and np.all(raw >= 0)

    @staticmethod
    def observe(s):
        x = s["directions"] / np.linalg.norm(s["directions"], axis=1, keepdims=True)
        v = np.vstack([s["V_plus"], s["V_minus"]])
        p, n = len(s["V_plus"]), len(x)
        u = np.repeat([1.0, -1.0], p)
        z, h = v @ x.T, 1 / p
        phi = np.where(z <= h, np.maximum(z, 0) ** 2 / (2 * h), z - h / 2)
        slope = np.clip(z / h, 0, 1)
        q = s["y"] * (u @ phi)
        g = np.exp(-np.logaddexp(0, q))
        gradient = (u[:, None] * slope * (g * s["y"])) @ x / n
        return 2 * p, slope, g, np.mean(np.logaddexp(0, -q)), np.sum(gradient**2)

    @classmethod
    def variants(cls):
        def printed(s):
            _, slope, *_ = cls.observe(s)
            return [], 1 - slope.ravel()

        def one_per_cent(s):
            width, _, _, loss, g2 = cls.observe(s)
            return le(100 * np.sqrt(g2), 99 * np.sqrt(width) * min(loss, 1)), []

        def fewer_units(s):
            width, _, g, _, g2 = cls.observe(s)
            return le(g2, width / 2 * np.mean(g) ** 2), []

        def squared_loss(s):
            width, _, _, loss, g2 = cls.observe(s)
            return le(np.sqrt(g2), np.sqrt(width) * loss**2), []

        return {
            ("S3", "as printed"): printed,
            ("C1", "one per cent less: 0.99 sqrt(2p) min{L, 1}"): one_per_cent,
            ("S4", "p units instead of 2p"): fewer_units,
            ("C1", "the minimum taken as L^2"): squared_loss,
        }

    @classmethod
    def truth(cls, s):
        width, _, _, loss, g2 = cls.observe(s)
        return le(np.sqrt(g2), np.sqrt(width) * min(loss, 1)), []


# du2019, Theorem 3.1 ------------------------------------------------------------------------------


@st.composite
def theorem_3_1_settings(draw):
    n, d = draw(st.integers(1, 7)), draw(st.integers(1, 4))
    if d == 1:
        n = 1  # on a line all vectors are parallel
    x = draw(matrix(n, d))
    if n > 1 and draw(st.booleans()):  # nearly parallel rows
        x = x[:1] * draw(signs(n))[:, None] + draw(reals(0, 0.5)) * x
    return {
        "sizes": [n, d],
        "X": x,
        "alpha": draw(hnp.arrays(float, n, elements=reals())),
        "share": draw(st.floats(0, 1, exclude_min=True, exclude_max=True)),
    }


class Theorem31(Claim):
    name = "du2019/theorem-3.1"
    settings = theorem_3_1_settings()

    @staticmethod
    def given(s):
        k = s["X"] @ s["X"].T
        return all(k[i, i] * k[j, j] > k[i, j] ** 2 for i in range(len(k)) for j in range(i))

    @staticmethod
    def kernel(s):
        k = s["X"] @ s["X"].T
        norm = np.sqrt(np.diag(k))
        cosine = np.divide(k, np.outer(norm, norm), out=np.ones_like(k), where=k != 0)
        h = k * (np.pi - np.arccos(np.clip(cosine, -1, 1))) / (2 * np.pi)
        np.fill_diagonal(h, np.diag(k) / 2)
        return np.linalg.eigvalsh(h)[0], np.trace(h)

    @staticmethod
    def plane(s):
        """<z_i, x_j>, r_0 and the norms in d = 2; None elsewhere."""
        x = s["X"]
        norm = np.linalg.norm(x, axis=1)
        if x.shape[1] != 2 or not np.all(norm > 1e-100):
            return None
        on_z = np.stack([-x[:, 1], x[:, 0]], axis=1) @ x.T
        distance = np.abs(on_z) / norm
        np.fill_diagonal(distance, np.inf)
        return x, on_z, np.where(len(x) > 1, distance.min(axis=1), 1.0), norm

    @classmethod
    def variants(cls):
        def printed(s):
            least, trace = cls.kernel(s)
            # A least eigenvalue within rounding of 0 decides nothing; the zero matrix does.
            return ge(trace + least, trace), [trace]

        def positive(s):
            least, trace = cls.kernel(s)
            return ge(10000 * least, trace), []

        def further(s):
            at = cls.plane(s)
            if at is None or len(s["X"]) < 2:
                return None
            _, on_z, r_0, norm = at
            off = ~np.eye(len(on_z), dtype=bool)
            reach = 101 * s["share"] * np.outer(r_0, norm)
            return ge(100 * np.abs(on_z)[off], reach[off]), []

        def either_side(s):
            at = cls.plane(s)
            if at is None:
                return None
            x, on_z, r_0, norm = at
            half = (s["share"] * r_0 / (2 * norm))[:, None]
            along = np.diag(on_z)[:, None] * (1 + np.array([-1, 0, 1]) * half)
            above = np.mean(along + half * norm[:, None] ** 2 >= 0, axis=1)
            below = np.mean(along - half * norm[:, None] ** 2 >= 0, axis=1)
            return eq(above, below), []

        return {
            ("C1", "as printed"): printed,
            ("C1", "a positive constant: lambda_0 > trace / 10^4"): positive,
            ("S4", "r up to 1.01 r_0 times the share"): further,
            ("S6", "the jump is the same from either side"): either_side,
        }

    @classmethod
    def truth(cls, s):
        at = cls.plane(s)
        if at is None or len(s["X"]) < 2:
            return None
        _, on_z, r_0, norm = at
        off = ~np.eye(len(on_z), dtype=bool)
        return ge(np.abs(on_z)[off], (s["share"] * np.outer(r_0, norm))[off]), []


# frei2022, Lemma 8 --------------------------------------------------------------------------------


@st.composite
def lemma_8_settings(draw):
    m, d = draw(st.integers(1, 64)), draw(st.integers(1, 3))
    outside = draw(st.integers(0, (m - 1) // 16))
    c_f = draw(reals(1.01, 4))
    if outside and draw(st.booleans()):  # on the border of H4
        c_f = max(1 + 1e-12, np.sqrt(m / (16.0 * outside)))
    while 16 * c_f**2 * outside > m:
        outside -= 1
    j = np.ones(m, dtype=int)
    j[draw(st.permutations(range(m)))[:outside] if outside else []] = 0
    s, y = draw(signs(m)), draw(st.sampled_from([1, -1]))
    x = draw(hnp.arrays(float, d, elements=reals()))
    x = np.eye(d)[0] if np.linalg.norm(x) < 1e-3 else x
    reach = draw(st.sampled_from([2.0, 1.5, 1.0]))
    x = x * (reach * (1 - 1e-12) / np.linalg.norm(x))
    if draw(st.booleans()):  # H2 with equality, the rest of the norm against the label
        u = (1 + 1e-12) * np.sqrt(m) / (c_f * reach * (m - outside))
        rest = (1 - (m - outside) * u**2) / outside if outside else 0
        v = np.sqrt(max(0, rest)) * (1 - 1e-12)
        s = np.where(j == 1, y, -y)
        w = np.where(j == 1, u, v)[:, None] * x / reach
    else:
        w = draw(matrix(m, d))
        helpful = (s == y) == (w @ x > 0)
        w = np.where((j == 1) & ~helpful, -1, 1)[:, None] * w
        w = w / max(np.linalg.norm(w) * (1 + 1e-12), 1e-300)
    return {"sizes": [m, d], "W": w, "s": s, "J": j, "x": x, "y": y, "C_f": c_f}


class Lemma8(Claim):
    name = "frei2022/lemma-8"
    settings = lemma_8_settings()

    @staticmethod
    def observe(s):
        z = s["W"] @ s["x"]
        value, out = s["s"] * np.maximum(z, 0), s["J"] == 0
        return {
            "m": len(z), "Jc": out.sum(), "f": value.sum(), "f_J": value[~out].sum(),
            "f_Jc": value[out].sum(), "activity": np.sum(z[out] ** 2),
            "W2": np.sum(s["W"] ** 2), "W_Jc2": np.sum(s["W"][out] ** 2),
            "x2": np.sum(s["x"] ** 2),
        }

    @classmethod
    def given(cls, s):
        o = cls.observe(s)
        return (o["W2"] <= 1 and s["C_f"] > 1 and s["C_f"] * s["y"] * o["f_J"] >= np.sqrt(o["m"])
                and o["x2"] <= 4 and 16 * s["C_f"] ** 2 * o["Jc"] <= o["m"])

    @classmethod
    def variants(cls):
        def constant(s):
            o = cls.observe(s)
            return ge(19 * s["C_f"] * s["y"] * o["f"], 10 * np.sqrt(o["m"])), []

        def without_root(s):
            o = cls.observe(s)
            return le(o["m"] * o["f_Jc"] ** 2, o["Jc"] ** 2 * o["activity"]), []

        def half(s):
            o = cls.observe(s)
            return le(2 * o["W_Jc2"], o["W2"]), []

        def no_loss(s):
            o = cls.observe(s)
            loss = np.sqrt(o["Jc"] * o["W_Jc2"] * o["x2"])
            return ge(s["y"] * o["f"], s["y"] * o["f_J"] - loss / 2), []

        return {
            ("C1", "1/(1.9 C_f)"): constant,
            ("S2", "|J^c|/m without the root"): without_root,
            ("S3", "|W_J^c| against half of |W|"): half,
            ("S4 (with y)", "f^J alone, without the loss"): no_loss,
        }

    @classmethod
    def truth(cls, s):
        o = cls.observe(s)
        return ge(2 * s["C_f"] * s["y"] * o["f"], np.sqrt(o["m"])), []


# frei2023, Lemma E.14 -----------------------------------------------------------------------------


@st.composite
def lemma_e_14_settings(draw):
    n, m, d = draw(st.integers(1, 5)), draw(st.integers(1, 4)), draw(st.integers(1, 6))
    n = min(n, d)
    gamma = draw(st.floats(0, 1, exclude_min=True))
    x = draw(matrix(n, d))
    y, w = draw(signs(n)), draw(matrix(m, d))
    if draw(st.booleans()):  # one large entry a row, the rest on or inside the border of H1
        norms = 1 + np.abs(np.diag(x[:, :n]))
        np.fill_diagonal(x, 0)
        base = np.zeros((n, d))
        np.fill_diagonal(base, norms)
        x = base + draw(st.sampled_from([1 - 1e-3, 0.5, 1e-3, 0])) * border(base, x, gamma) * x
    phi = draw(st.sampled_from(["identity", "linear", "softplus", "arctan", "sqrt"]))
    if draw(st.booleans()):  # the least slack: equal losses, the least slope everywhere
        phi, w = "linear", np.zeros((m, d))
        for i in range(1, n):
            y[i] = -1 if np.sum(y[:i] * (x[:i] @ x[i])) > 0 else 1
    return {"sizes": [n, m, d], "X": x, "y": y, "sign": draw(signs(m)), "phi": phi,
            "gamma": gamma, "s": draw(reals(1e-3, 8)), "W": w}


def border(base, rest, gamma):
    """To first order, the largest t for which base + t rest meets H1."""
    cross = base @ rest.T + rest @ base.T
    np.fill_diagonal(cross, 0)
    norms = np.diag(base @ base.T)
    most = norms.max(), norms.min()
    limit = gamma**4 * most[1] * norms.min() / (50 * len(base) * (most[0] + gamma**2 * most[1]))
    largest = np.abs(cross).max()
    return limit / largest if largest > 0 else 0.0


class LemmaE14(Claim):
    name = "frei2023/lemma-e.14"
    settings = lemma_e_14_settings()

    @staticmethod
    def given(s, orthogonal=True):
        k = s["X"] @ s["X"].T
        norms = np.diag(k)
        if not norms.min() > 1e-200:
            return False
        off = np.abs(k - np.diag(norms)).max(axis=1)
        left = s["gamma"] ** 4 * norms.min() * norms
        right = 50 * len(k) * (norms.max() + s["gamma"] ** 2 * norms.min()) * off
        return not orthogonal or bool(np.all(left >= right))

    @staticmethod
    def activation(s, z):
        g, x = s["gamma"], z / s["s"]
        if s["phi"] == "identity":
            return z, np.ones_like(z)
        if s["phi"] == "linear":
            return g * z, np.full_like(z, g)
        if s["phi"] == "softplus":
            return (g * z + (1 - g) * s["s"] * (np.logaddexp(0, x) - np.log(2)),
                    g + (1 - g) * np.exp(-np.logaddexp(0, -x)))
        if s["phi"] == "arctan":
            return ((1 + g) / 2 * z
                    + (1 - g) * s["s"] / np.pi * (x * np.arctan(x) - np.log1p(x**2) / 2),
                    (1 + g) / 2 + (1 - g) / np.pi * np.arctan(x))
        root = np.hypot(z, s["s"])
        return ((1 + g) / 2 * z + (1 - g) / 2 * (root - s["s"]),
                (1 + g) / 2 + (1 - g) / 2 * z / root)

    @classmethod
    def observe(cls, s):
        x, y = s["X"], s["y"]
        phi, slope = cls.activation(s, s["W"] @ x.T)
        a = s["sign"] / np.sqrt(len(s["W"]))
        g = np.exp(-np.logaddexp(0, y * (a @ phi)))
        gradient = np.sum(((a[:, None] * slope * (g * y)) @ x / len(x)) ** 2)
        norms = np.sum(x**2, axis=1)
        return gradient, np.mean(g), norms, y * (x @ (y @ x))

    @classmethod
    def proxy_pl(cls, s, factor, gamma):
        gradient, risk, norms, _ = cls.observe(s)
        return ge(gradient * factor * norms.max() * len(norms), (gamma * norms.min() * risk) ** 2)

    @classmethod
    def variants(cls):
        def whole(s):
            _, _, norms, expanded = cls.observe(s)
            return ge(expanded, norms), []

        def unassuming(s):
            return cls.proxy_pl(s, 8, s["gamma"]), []

        unassuming.given = lambda s: cls.given(s, orthogonal=False)
        return {
            ("C1", "1 instead of 2 sqrt(2)"): lambda s: (cls.proxy_pl(s, 1, s["gamma"]), []),
            ("C1", "without gamma"): lambda s: (cls.proxy_pl(s, 8, 1.0), []),
            ("C1", "without H1 "): unassuming,
            ("S3", "the whole |x_i|^2 instead of half of it"): whole,
        }

    @classmethod
    def truth(cls, s):
        return cls.proxy_pl(s, 8, s["gamma"]), []


# li2018, Lemma A.5 --------------------------------------------------------------------------------


@st.composite
def lemma_a_5_settings(draw):
    k = draw(st.integers(0, 4))
    tau, rho, slope = draw(reals(0, 8)), draw(reals(0, 8)), draw(reals())
    t = draw(hnp.arrays(float, k, elements=reals()))
    if draw(st.booleans()):
        t = tau * np.round(t) / 8
    p, q = draw(reals()), draw(reals())
    if draw(st.booleans()):  # slopes -rho/2 and rho/2 are the worst
        p = slope + rho / 2
    if draw(st.booleans()):
        q = rho * tau / 4 * draw(st.sampled_from([1.0, 0.5, 2.0, -1.0, 3.0]))
    return {"sizes": [k], "slope": slope, "rho": rho, "t": t,
            "h": draw(hnp.arrays(float, k, elements=reals(0, 8))), "p": p, "q": q, "tau": tau}


class LemmaA5(Claim):
    name = "li2018/lemma-A.5"
    settings = lemma_a_5_settings()

    @staticmethod
    def given(s):
        return s["rho"] > 0 and np.all(s["h"] >= 0) and np.all(s["t"] != 0) and s["tau"] > 0

    @staticmethod
    def g(s, x):
        at, jump = np.append(s["t"], 0), np.append(s["h"], s["rho"])
        beyond = np.where(at < 0, at - x[:, None], x[:, None] - at)
        return -s["q"] + (s["slope"] - s["p"]) * x + np.maximum(beyond, 0) @ jump

    @classmethod
    def pieces(cls, s, low, high):
        inner = s["t"][(low < s["t"]) & (s["t"] < high)]
        cuts = np.unique(np.concatenate([[low, high], inner, [0.0] if low < 0 < high else []]))
        value = cls.g(s, cuts)
        return np.diff(cuts), value[:-1], value[1:]

    @classmethod
    def positive_part(cls, s, low, high, sign=1):
        width, a, b = cls.pieces(s, low, high)
        a, b = sign * a, sign * b
        top, bottom = np.maximum(0, np.maximum(a, b)), np.maximum(0, np.minimum(a, b))
        same = a == b
        mean = (top**2 - bottom**2) / np.where(same, 1, 2 * np.abs(a - b))
        return np.sum(width * np.where(same, top, mean))

    @classmethod
    def length_beyond(cls, s, level):
        total = 0.0
        for sign in (1, -1):
            width, a, b = cls.pieces(s, -s["tau"], s["tau"])
            a, b = sign * a - level, sign * b - level
            same = a == b
            share = np.maximum(0, np.maximum(a, b)) - np.maximum(0, np.minimum(a, b))
            total += np.sum(width * np.where(same, a >= 0, share / np.where(same, 1, np.abs(a - b))))
        return total

    @classmethod
    def root(cls, s):
        """The least x > 0 with g(x) = 0, for g(0) < 0; None without one."""
        at = np.concatenate([[0.0], np.sort(s["t"][s["t"] > 0])])
        value = cls.g(s, at)
        for k in range(1, len(at)):
            if value[k] >= 0:
                return at[k - 1] - value[k - 1] * (at[k] - at[k - 1]) / (value[k] - value[k - 1])
        last = s["slope"] - s["p"] + s["rho"] + np.sum(s["h"][s["t"] > 0])
        return at[-1] - value[-1] / last if last > 0 else None

    @classmethod
    def distance(cls, s):
        return (cls.positive_part(s, -s["tau"], s["tau"])
                + cls.positive_part(s, -s["tau"], s["tau"], -1))

    @classmethod
    def variants(cls):
        def concave(s):
            flattest = s["slope"] - s["p"]
            if not 2 * flattest <= -s["rho"]:
                return None
            return np.concatenate([ge(-2 * flattest, s["rho"]), ge(-s["rho"], 0), -s["h"]]), []

        def first_triangle(s):
            if not (2 * (s["slope"] + s["rho"] - s["p"]) >= s["rho"] and s["q"] > 0):
                return None
            root = cls.root(s)
            if root is None or not 2 * root >= s["tau"]:
                return None
            before = cls.positive_part(s, 0, s["tau"], -1)
            return np.concatenate([le(-4 * s["q"], -s["rho"] * s["tau"]),
                                   ge(cls.distance(s), before),
                                   ge(8 * before, s["tau"] ** 2 * s["rho"])]), []

        def constant(s):
            return ge(100 * cls.distance(s), 26 * s["tau"] ** 2 * s["rho"]), []

        def half(s):
            return ge(cls.length_beyond(s, s["tau"] * s["rho"] / 128), s["tau"]), []

        return {
            ("S2", "as printed"): concave,
            ("S5", "as printed"): first_triangle,
            ("C1", "0.26 instead of 1/8 (1/4 is the best constant)"): constant,
            ("C2", "probability 1/2 instead of 1/16"): half,
        }

    @classmethod
    def truth(cls, s):
        return ge(8 * cls.distance(s), s["tau"] ** 2 * s["rho"]), []


CLAIMS = [Lemma7, Theorem31, Lemma8, LemmaE14, LemmaA5]
