// Made by reference/make_references.py with Pillow 13.0.0 and torch 2.13.0; not to be edited.

import Testing

/// A picture resized by Pillow (nearest, box, antialiased) or torch (bilinear), in base 64.
struct ResizeReference: Sendable, CustomTestStringConvertible {
    let filter: String
    let height: Int
    let width: Int
    let samples: String

    var testDescription: String { "\(filter) to \(height)x\(width)" }

    /// What is resized: 11x8, RGB.
    static let source = """
        847jjBGC/g5MDeNifdlHQnI3W4PJxKxOEtGCGgg5Itz1tTtDUJc2TTTgxggRZ+XtWyMI2Uj9E2gns3gbXBMKepPx/zLxIiUM/tz5\
        8Hru8y/tWfGty9aa8EvHpM/sdS6rq4dOnmStUQxTcYg7W0msYHiHwNsL56AnDri2+2LXg0+3OxrC9imLtAbGaIdeFeT7QMHnUBg6\
        lh2pHhPe8+7uN+AUf4Pm8ZIPUnTbI+m66E1MNsxBH9eCbU3Dql1HYVLpLZCxAbNTAC+h6FIcSAyao16U4CxM9bjrVn3TX4Us9ZnU\
        UazIxSDdrnrxBe8Y5RUK6QY94YYM6uwDVcRGfzqeaBbaSj/+mXNX
        """

    static let all: [ResizeReference] = [
        ResizeReference(
            filter: "nearest", height: 5, width: 4,
            samples: """
                Ggg5tTtDTTTgZ+Xt8HruWfGt8EvHdS6r+2LXOxrCtAbGFeT7I+m6NsxBbU3DYVLpX4UsUazIrnrx5RUK
                """),
        ResizeReference(
            filter: "box", height: 5, width: 4,
            samples: """
                a1+JeYN6WIZllIiGyXG8hYB3pXKYj1ame3udXjKYmHWXmaprKamngmdTXmSduWWaoGRTor56lzvSdG5e
                """),
        ResizeReference(
            filter: "antialiased", height: 5, width: 4,
            samples: """
                cFuGcHVlaHVqiXGIsHGqiXWEmXyVnnGTgHaneUShlGeXhZyAQ42ecG96dH+PpW6JjHhilZJ2hVGzi2t2
                """),
        ResizeReference(
            filter: "bilinear", height: 5, width: 4,
            samples: """
                WmF/doSAVX9tlISE5JTdmYqrx4SmjW68hI3GXzS81RioPrasM6y8in1LUH+gml2ZkmlboriKnT7WdHJO
                """),
        ResizeReference(
            filter: "nearest", height: 19, width: 13,
            samples: """
                847j847jjBGC/g5M/g5MDeNifdlHfdlHQnI3QnI3W4PJxKxOxKxO847j847jjBGC/g5M/g5MDeNifdlHfdlHQnI3QnI3W4PJxKxO\
                xKxOEtGCEtGCGgg5Itz1Itz1tTtDUJc2UJc2TTTgTTTgxggRZ+XtZ+XtWyMIWyMI2Uj9E2gnE2gns3gbXBMKXBMKepPxepPx/zLx\
                IiUMIiUMWyMIWyMI2Uj9E2gnE2gns3gbXBMKXBMKepPxepPx/zLxIiUMIiUM/tz5/tz58Hru8y/t8y/tWfGty9aay9aa8EvH8EvH\
                pM/sdS6rdS6r/tz5/tz58Hru8y/t8y/tWfGty9aay9aa8EvH8EvHpM/sdS6rdS6rq4dOq4dOnmStUQxTUQxTcYg7W0msW0msYHiH\
                YHiHwNsL56An56Anq4dOq4dOnmStUQxTUQxTcYg7W0msW0msYHiHYHiHwNsL56An56AnDri2Dri2+2LXg0+3g0+3OxrC9imL9imL\
                tAbGtAbGaIdeFeT7FeT7QMHnQMHnUBg6lh2plh2pHhPe8+7u8+7uN+AUN+AUf4Pm8ZIP8ZIPQMHnQMHnUBg6lh2plh2pHhPe8+7u\
                8+7uN+AUN+AUf4Pm8ZIP8ZIPUnTbUnTbI+m66E1M6E1MNsxBH9eCH9eCbU3DbU3Dql1HYVLpYVLpUnTbUnTbI+m66E1M6E1MNsxB\
                H9eCH9eCbU3DbU3Dql1HYVLpYVLpLZCxLZCxAbNTAC+hAC+h6FIcSAyaSAyao16Uo16U4CxM9bjr9bjrLZCxLZCxAbNTAC+hAC+h\
                6FIcSAyaSAyao16Uo16U4CxM9bjr9bjrVn3TVn3TX4Us9ZnU9ZnUUazIxSDdxSDdrnrxrnrxBe8Y5RUK5RUK6QY96QY94YYM6uwD\
                6uwDVcRGfzqefzqeaBbaaBbaSj/+mXNXmXNX6QY96QY94YYM6uwD6uwDVcRGfzqefzqeaBbaaBbaSj/+mXNXmXNX
                """),
        ResizeReference(
            filter: "box", height: 19, width: 13,
            samples: """
                847j847jjBGC/g5M/g5MDeNifdlHfdlHQnI3QnI3W4PJxKxOxKxO847j847jjBGC/g5M/g5MDeNifdlHfdlHQnI3QnI3W4PJxKxO\
                xKxOEtGCEtGCGgg5Itz1Itz1tTtDUJc2UJc2TTTgTTTgxggRZ+XtZ+XtWyMIWyMI2Uj9E2gnE2gns3gbXBMKXBMKepPxepPx/zLx\
                IiUMIiUMWyMIWyMI2Uj9E2gnE2gns3gbXBMKXBMKepPxepPx/zLxIiUMIiUM/tz5/tz58Hru8y/t8y/tWfGty9aay9aa8EvH8EvH\
                pM/sdS6rdS6r/tz5/tz58Hru8y/t8y/tWfGty9aay9aa8EvH8EvHpM/sdS6rdS6rq4dOq4dOnmStUQxTUQxTcYg7W0msW0msYHiH\
                YHiHwNsL56An56Anq4dOq4dOnmStUQxTUQxTcYg7W0msW0msYHiHYHiHwNsL56An56AnDri2Dri2+2LXg0+3g0+3OxrC9imL9imL\
                tAbGtAbGaIdeFeT7FeT7QMHnQMHnUBg6lh2plh2pHhPe8+7u8+7uN+AUN+AUf4Pm8ZIP8ZIPQMHnQMHnUBg6lh2plh2pHhPe8+7u\
                8+7uN+AUN+AUf4Pm8ZIP8ZIPUnTbUnTbI+m66E1M6E1MNsxBH9eCH9eCbU3DbU3Dql1HYVLpYVLpUnTbUnTbI+m66E1M6E1MNsxB\
                H9eCH9eCbU3DbU3Dql1HYVLpYVLpLZCxLZCxAbNTAC+hAC+h6FIcSAyaSAyao16Uo16U4CxM9bjr9bjrLZCxLZCxAbNTAC+hAC+h\
                6FIcSAyaSAyao16Uo16U4CxM9bjr9bjrVn3TVn3TX4Us9ZnU9ZnUUazIxSDdxSDdrnrxrnrxBe8Y5RUK5RUK6QY96QY94YYM6uwD\
                6uwDVcRGfzqefzqeaBbaaBbaSj/+mXNXmXNX6QY96QY94YYM6uwD6uwDVcRGfzqefzqeaBbaaBbaSj/+mXNXmXNX
                """),
        ResizeReference(
            filter: "antialiased", height: 19, width: 13,
            samples: """
                847jx1m6kBGA1w9fvUdSKcpfRd5Vds1FUo47S3hqWoLDmJuCxKxOoKe/hWaaZRFok0B+k258VpxcXLNMaLVHUXdnW1l7gFaElZSH\
                osGJHs2HHnpoIBBDKYywUKu/nlVYgG8+Uo9KTlKsdSmWvBAij4mPbOLlOHVCVlZqei6fPXeRRI1womM4hlcnWFQ3YWGzkU3H3yGL\
                h1d+Q4B3bDYhm0B+1E70aFt+TWs3m4EsiVciazMyfnG0rXLu8UbwgDJ2KyYdy6Kt14vK5mjwwU/GnmaifLuEj7J2rJJ4wXC4x3bd\
                wZvthluqWyt56MbM4qPT2nHcz0HNrVW2bMGVhsSXsaahwm+wwIK0rc2xnoWZk0yIuJRps4GKqGS1gS+FbDZkbYlRbXx8bmGndGyY\
                jpVvudUzy6421Y48aZx6kISXwWG9hz2UYzV7W1R1e0uJmT2fikShjG95mrMzlLtej72ADri2cpTE9mHWrVbCcEG6QyDBmSKn7iWS\
                xg+2mjOia4JiOL25FeT7K73SWYWumDd+kjSecyq4NhnOkFnL5Ji5kYp6b4V6dYWqh6GLlLVyQ7XlRoGlTThRhCuAgCemMS/Aeo7R\
                wObJZ9JeWK9mg4DHt4Rz2ogxTYjeQJrBNq6Wmmh2p1lmQ5FpRL2FWNGdXZCXdXCInGdykWWVh2OwRn3OM6O4HtKYcHd4kV5ZdJo7\
                TZ9gNY+OaGWok1GPuU1NomOlkHLqMY21HqCQBbRgEWGESz54v1otjUBcTiiXhUyZsk5+2DNP4Xmo5a3rQIfBOJCKMJtFW3aPgGil\
                m3p2kkmUhx+6nlS/mHWPeog5vHdg7WuAXnfLYXyHbIYww5WSyaLHZKzCiWfOvivcsF/qc5upDuIshXAX4RoOszJ0slVNs4ka2bU9\
                xchaZb5xdnaWljK6iDjXZlLOM32sfWRqtVA76QY95jwo4YoM58kGwuEVZsk+an9yfDalbiDKXiTmSz39eF2emXNX
                """),
        ResizeReference(
            filter: "bilinear", height: 19, width: 13,
            samples: """
                847jx1m6kBGA1w9fvUdSKcpfRd5Uds1FUo47S3hqWoLDmJuCxKxOoKe/hmaaZRFok0B+k258VpxdXLNMaLVHUHZnW1l7gFaFlJSH\
                osGJHs2HH3poIRBEKYyvUKu/nlRYf28+Uo9JTlKsdSmWvBAikImPbOLlOHVCVlVqey6fPXaRRI1womM4hVYmWFQ2YWCzkU3H3yGL\
                h1d9Q4B3bDYhm0B+1U70aFt+TWs3m4EsiVYiazMyfnG0rXLu8UXwgDJ2KyYdy6Kt14rK5mnwwU/GnWaifLuEj7J2rJJ4wXC4x3bd\
                wZvthluqWyt56MbM4qPT2nHcz0HNrFW2a8GVhsOXsaehwm+wv4K0rc2xnYWZk0yIuJRps4GKqGS0gS+GazZjbYlQbXx7bmGmdGyY\
                j5VvudUyyq421Y48aZx6kISXwWG8hz2UYzZ7XFR1e0uJmT2fikWhjG96mrMylLtdj72ADri2cpTE9mHWrVbCcEG6QyDBmSKm7iWS\
                xg+2mjOia4JiOL25FeT7K73SWYSumDd+kTSdcyq4NhnOj1nL5Ji5kIp6b4R6dYWqh6CLlLVyQ7XlRYClTDhRhCyAgCimMS/Aeo3R\
                webJZ9JeWK9mg4DHt4Nz2ogxTYjeQJrBNa6Wmmh2p1lmQpFqQ7yEWNGdXZCXdW+InGdykWWVh2OwRn3OM6O4HdKYcHd4kl5adJo7\
                TZ5fNY+OaGWpk1GPuU5NomOlkHLqMY21HqCQBbRgEmGESz54v1oujEBcTiiYhUyZsk1+2DNO4Xmn5a3rQIfBOJCLMJtFXHaPgGml\
                m3l2kkmUhx+6nlS+mHWPeoc5vHdg7WuAXnfLYX2Ha4Yww5WSyKLHZKvCiWfNvyvcsV7qcpypD+EshXAX4RoOszJ0slVNs4ga2bU9\
                xMlaZb1ydnaWljK6iDjWZlPPNH2rfWRptVA76QY95jwo4YoM58kGwuEVZsk+an9yfDalbiDKXiTmSz39eF2emXNX
                """),
        ResizeReference(
            filter: "nearest", height: 11, width: 5,
            samples: """
                847j/g5MfdlHQnI3xKxOEtGCItz1UJc2TTTgZ+XtWyMIE2gnXBMKepPxIiUM/tz58y/ty9aa8EvHdS6rq4dOUQxTW0msYHiH56An\
                Dri2g0+39imLtAbGFeT7QMHnlh2p8+7uN+AU8ZIPUnTb6E1MH9eCbU3DYVLpLZCxAC+hSAyao16U9bjrVn3T9ZnUxSDdrnrx5RUK\
                6QY96uwDfzqeaBbamXNX
                """),
        ResizeReference(
            filter: "box", height: 11, width: 5,
            samples: """
                wFCz/g5MRd5VQnI3kJiMFm1eItz1g2k9TTTgl3d/mjaDE2gniEYTepPxkSx/96v08y/tkuSk8EvHjX/MpXZ+UQxTZml0YHiH1L4Z\
                hY3Hg0+3mSKntAbGP7atSG2Rlh2piYHmN+AUuIt7O6/L6E1MK9JibU3DhliYF6KCAC+hmC9bo16U63KcW4GA9ZnUi2bTrnrxdYIR\
                5UYl6uwDan9yaBbaclmr
                """),
        ResizeReference(
            filter: "antialiased", height: 11, width: 5,
            samples: """
                yVu7tDZeTdFTU4lgmZuAFX9kO4ejfGxLbTuLjouTjzJsZGNcgkodl2LGfCpq+LT01mbhmtao1YfIiHDGpnl1azpmZWVzeIlu17gc\
                b5XElUrBmSKprS6gN767R3ygbhqWhoDbbMpzwoxnP6TNlI1mNcZlbmuXf1enG56LK1h0kjFgokKC7H+qWoCPsJemkWnUhoi1iW4Q\
                5jopzMoSb39yZCfYeV6b
                """),
        ResizeReference(
            filter: "bilinear", height: 11, width: 5,
            samples: """
                1GjG8w5RRd5URHRGpaBzFJVsIcfigmk8WTDLg6OrgS5SJ2U8iEYSh4nxZClR+r/28zbtkuSk6FjLg16+p3xqWRVcZmh0aoJ727If\
                VZ7Aj1G6mCKmrBO8LsjMRY6zjxyeiIDmPtcpz45PRJfR1F1XKtJic0+3d1W4IJqVADyZmC9bqVmN7467WX+h5pfDi2bSnYbbolYO\
                5ywu6eIEan9yZRregWOJ
                """),
        ResizeReference(
            filter: "nearest", height: 1, width: 1,
            samples: """
                9imL
                """),
        ResizeReference(
            filter: "box", height: 1, width: 1,
            samples: """
                hXSK
                """),
        ResizeReference(
            filter: "antialiased", height: 1, width: 1,
            samples: """
                hHOM
                """),
        ResizeReference(
            filter: "bilinear", height: 1, width: 1,
            samples: """
                mCKm
                """),
    ]
}
