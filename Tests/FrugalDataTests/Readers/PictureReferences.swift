// Made by reference/make_references.py with Pillow 13.0.0 and torch 2.13.0; not to be edited.

import Testing

/// An encoded picture and the samples that Pillow makes of it, both in base 64.
struct PictureReference: Sendable, CustomTestStringConvertible {
    let name: String
    let height: Int
    let width: Int
    let channels: Int
    let file: String
    let samples: String

    var testDescription: String { name }

    static let all: [PictureReference] = [
        PictureReference(
            name: "gray, 1 bits", height: 6, width: 7, channels: 1,
            file: """
                iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGAQAAAAAndbnbAAAAFElEQVR42mPoYWBhmMHQxODEYAMADegCKbkccpsAAAAASUVORK5C\
                YII=
                """,
            samples: """
                /wAAAP//AAAAAAAA/wD/AAD//wAA/wAAAAAA/wD/AAAAAP8AAP////8A
                """),
        PictureReference(
            name: "gray, 1 bits, interlaced", height: 6, width: 7, channels: 1,
            file: """
                iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGAQAAAAFQcolNAAAAGklEQVR42mNgAIIDQOzA8IFhAZjNw3CEoQAALWAEkZ8H9e4AAAAA\
                SUVORK5CYII=
                """,
            samples: """
                AP8AAAD/AAAAAAD//wD/AP8A/wD///8AAAD/AP//AP//AP8A////AAAA
                """),
        PictureReference(
            name: "gray, 2 bits", height: 6, width: 7, channels: 1,
            file: """
                iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGAgAAAABg1cMLAAAAGklEQVR42mNYxMBgxMIg7MAwbQHDzxiGlgAAIcoEiyWtiUMAAAAA\
                SUVORK5CYII=
                """,
            samples: """
                qqoAqgAAAAD/AKoAAFUAVQD/VQAAqlVVqqqqAP//qlVVVf+qAFUAVVUA
                """),
        PictureReference(
            name: "gray, 2 bits, interlaced", height: 6, width: 7, channels: 1,
            file: """
                iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGAgAAAAEX0vOdAAAAJElEQVR42mNoYHBgmMAQwLCAYTNDC8MdBhcG5gUMmxoYZuoAAFur\
                BzLXuQ/RAAAAAElFTkSuQmCC
                """,
            samples: """
                qqpVAFVVVQAAAP+qqgCq//9VAP//qv8AqqoAAKpVqgBVVaqqVapVAKr/
                """),
        PictureReference(
            name: "gray, 4 bits", height: 6, width: 7, channels: 1,
            file: """
                iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGBAAAAADvlTarAAAAJ0lEQVR42mOYXJ50gSHhgNkFhp1V7w4wNKsuWsBwJ+jxAob306wT\
                ANFoDf8tZ+9fAAAAAElFTkSuQmCC
                """,
            samples: """
                mTN3d2Yi3WYAzAAzZt27mXeq7u7MiDMiVaoiqt3MVSLuM6ru/5lmM7tm
                """),
        PictureReference(
            name: "gray, 4 bits, interlaced", height: 6, width: 7, channels: 1,
            file: """
                iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGBAAAAAGYkgY9AAAALklEQVR42mMIYEhgeMGgylDPIPeWIWkCwzwDBvsLDCyMngEMKjoS\
                CgxaZ/kWAACmzQjiUgm6pgAAAABJRU5ErkJggg==
                """,
            samples: """
                VWYiImaZVQBEABFEmVURme7u7jPdIkQizBGIIu4zd/+I3f8iqszdAO6q
                """),
        PictureReference(
            name: "gray, 8 bits", height: 6, width: 7, channels: 1,
            file: """
                iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGCAAAAAAqZduqAAAAO0lEQVR42gEwAM//AEVQR1v3OTYAj7LuytRP0ACqgr35x9bcAKBA\
                48YWBjcAeujELqAVCwBje7cXmKOIKb0WRIAaYzsAAAAASUVORK5CYII=
                """,
            samples: """
                RVBHW/c5No+y7srUT9Cqgr35x9bcoEDjxhYGN3roxC6gFQtje7cXmKOI
                """),
        PictureReference(
            name: "gray, 8 bits, interlaced", height: 6, width: 7, channels: 1,
            file: """
                iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGCAAAAAFdYus8AAAAQUlEQVR42gE2AMn/AAEArwBzNgAbdwAZyACaTOxQAL7VBQBVIrwA\
                rIQuAOUJmhDgMX0AHnzV1S2vEgAJxUi+3flfx4ETeVZ6LioAAAAASUVORK5CYII=
                """,
            samples: """
                Ab4b1a8Fd+UJmhDgMX2aVUwi7LxQHnzV1S2vEnOsGYQ2LsgJxUi+3flf
                """),
        PictureReference(
            name: "gray, 16 bits", height: 6, width: 7, channels: 1,
            file: """
                iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGEAAAAAB69QfpAAAAZUlEQVR42gFaAKX/APaTxWPl5vzB7yPQCV9RAPys4ld8ZxiO84yq\
                WDIUADCuMOhuSLHPOWj3bASKAKRYqVySnb+y3V1360ZcAGZt4YG/gA8v5VY22k+DAM/bn7SPRBt21kR0mWFsMdcsx9A5xB0AAAAA\
                SUVORK5CYII=
                """,
            samples: """
                9sXl/O/QX/zifBjzqjIwMG6xOfcEpKmSv913Rmbhvw/lNk/Pn48b1nRh
                """),
        PictureReference(
            name: "RGB, 8 bits", height: 6, width: 7, channels: 3,
            file: """
                iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGCAIAAACAbBMhAAAAj0lEQVR42gGEAHv/AKgIb5SepXAeM5wdv6T2C6ktk9qm0ABkeIpU\
                cUGN3KR4pyrYZipUOWlSau8AyaXdILxPwrPlMyy/+vDd7Qp9PlevAC3JJT4PZNMXVto/T+DsIxAi80MG1QA8H6cz0+1O4MKxgSSG\
                tlP+ZLBxilAAubnlm2tstHueMpuAeOlhkQHD0PCFTI1A0j6jYTkAAAAASUVORK5CYII=
                """,
            samples: """
                qAhvlJ6lcB4znB2/pPYLqS2T2qbQZHiKVHFBjdykeKcq2GYqVDlpUmrvyaXdILxPwrPlMyy/+vDd7Qp9PlevLcklPg9k0xdW2j9P\
                4OwjECLzQwbVPB+nM9PtTuDCsYEkhrZT/mSwcYpQubnlm2tstHueMpuAeOlhkQHD0PCF
                """),
        PictureReference(
            name: "RGB, 8 bits, interlaced", height: 6, width: 7, channels: 3,
            file: """
                iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGCAIAAAH3ayO3AAAAlUlEQVR42gGKAHX/AJahXwCQS44ADAW+G5GdAL8IEiMZZgCiS3VK\
                x6kAj5iuK5+N/WoCDDrrAEU0h3wmhUWjngBCKuzmeNDljvsAZuXkJ4gCN99UACBeL9RXMvjw2ktvr7AnaEvGSbIEAgBtdBXmf5dz\
                pXwDIkCCTmBIbbzErIAA4787djFVSuf1zgJ0vcjxzFiwL0XZH6E8PL5luegAAAAASUVORK5CYII=
                """,
            samples: """
                lqFfRTSHvwgSfCaFkEuORaOeIxlmIF4v1Fcy+PDaS2+vsCdoS8ZJsgQCj5iuQirsK5+N5njQ/WoC5Y77DDrrbXQV5n+Xc6V8AyJA\
                gk5gSG28xKyADAW+ZuXkokt1J4gCG5GdN99USsep4787djFVSuf1zgJ0vcjxzFiwL0XZ
                """),
        PictureReference(
            name: "RGB, 16 bits", height: 6, width: 7, channels: 3,
            file: """
                iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGEAIAAADQ/M9iAAABDUlEQVR42gECAf3+AK5tKGfKQLl/ADn2oDagXQjHohdwNGOFvghX\
                vYuI9H5BxZtdUGV0bFiZOgC0pyURPmCL04PwI6kgvmZ5u+MLZrFXDYUsJ49uPLQZgU9rjyFSeYhsT9EAWFjGnhFFCNdLbTLz8AKn\
                pOFELF0aztoeUH3Kkgz4zMSQf6MPC+ALQBPqAPaZQiEgjKLxCNQAZYS4B8bqoJeGVcyKDccIRud6OAFOFfA7HqOX9wv3BQATv7Ek\
                Q2CrMU4rl+9guBlwiAxo5I7GNi2AepWyxTCEyMWuDQxqKXPeZeUAvqlLBFlUk8ugt/nCWIrZqRK36cMfePucBIuP+AnkuRewbcy1\
                MshvTN0jIdB3HRDRY+sAAAAASUVORK5CYII=
                """,
            samples: """
                rijKuQD2Nl3HFzSFCL2IfsVdZWyZtCU+i4MjIGa7C7ENLI88GU+PUohPWMYRCEsy8KfhLBraUMoMzJCjCwsT9kIgoggAhAfql1WK\
                x0Z6ARU7o/f3E7FDq06XYBmIaI42gJXFhMUNanNlvktZk6D5WNkS6R/7BI8JubDMMm/d
                """),
        PictureReference(
            name: "palette, 1 bits", height: 6, width: 7, channels: 3,
            file: """
                iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGAQMAAAA1wBY1AAAABlBMVEU9rRc2UU893zCLAAAAFElEQVR42mP4x7CIQYHhFkMEgwYA\
                FvoDG/eS6DkAAAAASUVORK5CYII=
                """,
            samples: """
                NlFPNlFPNlFPNlFPNlFPNlFPNlFPNlFPPa0XNlFPPa0XPa0XPa0XNlFPPa0XPa0XNlFPPa0XPa0XPa0XPa0XNlFPNlFPPa0XNlFP\
                NlFPPa0XNlFPPa0XNlFPPa0XNlFPNlFPPa0XPa0XPa0XPa0XNlFPPa0XNlFPPa0XPa0X
                """),
        PictureReference(
            name: "palette, 2 bits", height: 6, width: 7, channels: 3,
            file: """
                iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGAgMAAAByYGzlAAAADFBMVEU9rRc2UU/ozOr+FCT013IFAAAAGklEQVR42mOwj2Ewa2BY\
                z8Kw7AaDpAtDyxsAKbsFUPC+xn0AAAAASUVORK5CYII=
                """,
            samples: """
                Pa0X/hQk/hQk/hQkNlFPNlFP/hQkPa0X/hQkNlFP6Mzq6MzqPa0XPa0X6Mzq6Mzq/hQk/hQkPa0XPa0XNlFP6Mzq6MzqNlFP6Mzq\
                /hQkNlFP6MzqPa0XNlFP6MzqNlFPNlFPPa0XNlFP6MzqPa0XNlFPPa0X/hQk6Mzq/hQk
                """),
        PictureReference(
            name: "palette, 4 bits", height: 6, width: 7, channels: 3,
            file: """
                iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGBAMAAAD9IJlFAAAAMFBMVEU9rRc2UU/ozOr+FCTeFCou6VxDK3WWzJ38GnyQsAEzdxD5\
                pMyDmFhTITTEcdNHuN8UFFRMAAAAJ0lEQVR42mMo6t+6gWHzC2sHBj5JtgcMbQtcGRhU6kQTGGzimj8AAKF+ChmtJpomAAAAAElF\
                TkSuQmCC
                """,
            samples: """
                lsyd6Mzq/Bp8R7jf+aTMLulc+aTM+aTM/hQkxHHT/Bp8/hQk+aTM3hQqPa0XxHHTNlFPkLABPa0XQyt1xHHT/Bp8Qyt1M3cQPa0X\
                3hQqLulcPa0X6Mzq3hQqlsydxHHTNlFPLulcQyt1/hQkg5hYLulcxHHT/Bp8/hQkR7jf
                """),
        PictureReference(
            name: "palette, 4 bits, interlaced", height: 6, width: 7, channels: 3,
            file: """
                iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGBAMAAAGKJ6nTAAAAMFBMVEU9rRc2UU/ozOr+FCTeFCou6VxDK3WWzJ38GnyQsAEzdxD5\
                pMyDmFhTITTEcdNHuN8UFFRMAAAALklEQVR42mMwYAhgOMugyfCeYU4Dw8ILDIsvMPQ5MKzqlDZgMNq/z4Hh9EzjAgDYLgyo1SZ+\
                qgAAAABJRU5ErkJggg==
                """,
            samples: """
                /hQkM3cQ6MzqNlFPLulcUyE0kLABM3cQM3cQ/Bp8kLABNlFP+aTM/hQkkLABM3cQg5hY/hQk/Bp8UyE0Pa0X/hQk6Mzq+aTMR7jf\
                +aTMxHHT3hQqg5hY/Bp8xHHTxHHTUyE03hQqR7jfg5hY+aTMkLABkLAB/hQk/hQklsyd
                """),
        PictureReference(
            name: "palette with transparency", height: 6, width: 7, channels: 3,
            file: """
                iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGBAMAAAD9IJlFAAAAMFBMVEU9rRc2UU/ozOr+FCTeFCou6VxDK3WWzJ38GnyQsAEzdxD5\
                pMyDmFhTITTEcdNHuN8UFFRMAAAAEHRSTlMAESIzRFVmd4iZqrvM3e7/dpUBFQAAAClJREFUeNoBHgDh/wDjSLnAAMO3F7AA1NOe\
                EADoRzpwAPU/NLAA33Wd8NTkDg1R+Vx6AAAAAElFTkSuQmCC
                """,
            samples: """
                yHrW/9DT9sDG/YW5+7zavNBnnK15nK15/9DT+7zazufR8vPzzufR+7zaaj9P9sDGaj9P/9DTvNBnyHrW8vPzyHrW/YW59sDGzufR\
                /9DTd6RgzufRR7jfufjJ/9DTR7jf/9DT9sDG+7zaaj9PR7jfzufRufjJvNBnaj9PR7jf
                """),
        PictureReference(
            name: "gray with alpha", height: 6, width: 7, channels: 1,
            file: """
                iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGCAQAAAClB0z9AAAAZUlEQVR42gFaAKX/ACaAy7000XHWsHkjvKAmAI4NReTpE3UQksiO\
                KsoSAE9S6qzQH47cR/h2pTG6AGcsoqI6+TDteFeLsiAqAGedBJ1nMwNTJN3iOYVIAIB24zKYezJZxG6bnU7cO1MoiZz+DdcAAAAA\
                SUVORK5CYII=
                """,
            samples: """
                kthZiNpd8flZ/faq7PvG8fmeTKZp5cQ/P9Gu2qFk4a1B+d3E+s235sFm
                """),
        PictureReference(
            name: "RGB with alpha", height: 6, width: 7, channels: 3,
            file: """
                iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGCAYAAAAPDoR2AAAAuUlEQVR42gGuAFH/APFbDYO7GjPRiV/j+mG+vsIbrN4c9tWaeDmv\
                TcEAEwlU63AA99PXhhtfAsv3pUHQlaa7pTF87K/ToQDBZbDDhnrv1JasmOyc5I31wlyHwDv5Mde5NHqFAORBco7w2E/ZJyn5pCt+\
                nlPEox60DCgB0rts8rYAaEtBs90Q1+e9khXfySmsT6G9ARsh0KxlelD+MwAgBorOMemQiDy1TNDfMgOAUG+6PO8yGLF8nz7Pxpta\
                WLvVJvMAAAAASUVORK5CYII=
                """,
            samples: """
                +KuDx0NYi2Lkh87O5vb7++vPacJ4JhxhiSz48NKqW936g+C63tOb88zj0InDmpDynrKgoOWR0YSlWvpR2pW68JWw8t5pdHX7utXf\
                1b5gN04uzpb2lYF64CbbxaAy7r3l9fjkp+ze5Nz/SzagkfPEYMNt75iB1t3v9HFflbFi
                """),
        PictureReference(
            name: "RGB with alpha, interlaced", height: 6, width: 7, channels: 3,
            file: """
                iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGCAYAAAF4CbTgAAAAv0lEQVR42gG0AEv/APfjuRsAYeEesADDxvDAiKoO8QBCnIkJ25nP\
                uACStX2MSn1jVgDlqHHFvYU5JeWJzEyJYesPAHT6mtSgyWtB92yPBQB1sIWAX78PQb6xmBkABTVQ2sL6A+XtV44nALPmlg/NoL4f\
                ftsHKx+FfLEAJ5TSWDCGZlEEQUYAtjdATPiiZx8+6MR4+Ned44ZdtRT2Tp8Wpu/SvQDKR3eCn1uMQkD1bjQa6oI+FIsCijfsb8Nc\
                /ews9i1XBIFYsmAAAAAASUVORK5CYII=
                """,
            samples: """
                /vz4i/ur+Pz75/HZkupk//z95bXc+/75+fP36fnVZKqkLU2nvKzPz7rL67yRutfC9e3i1u/C99zw+ff1+Pb+6cPG/vTtpPTj+duo\
                9vL5/vD3vfPe0tT0KVJpw9a4yPsdj68b/OXuwtPK5KG65tXh2P3hx/rhgMB2ZvCR4//8
                """),
        PictureReference(
            name: "gray with a transparent value", height: 6, width: 7, channels: 1,
            file: """
                iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGAgAAAABg1cMLAAAAAnRSTlMAApidrBQAAAAaSURBVHjaYzhvwiDGwXDXgsGmhMFsBcNP\
                EQApHATS0RI2cwAAAABJRU5ErkJggg==
                """,
            samples: """
                /wD//wD/VQBVVf8AAP//Vf9VAP//AP//AFX/VQD/Vf////////9VAFVV
                """),
        PictureReference(
            name: "JPEG, RGB 4:4:4", height: 18, width: 17, channels: 3,
            file: """
                /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8SEhEPERETFhwXExQaFRERGCEYGh0d\
                Hx8fExciJCIeJBweHx7/2wBDAQUFBQcGBw4ICA4eFBEUHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4e\
                Hh4eHh4eHh7/wAARCAASABEDAREAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF\
                BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW\
                V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi\
                4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAEC\
                AxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVm\
                Z2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq\
                8vP09fb3+Pn6/9oADAMBAAIRAxEAPwD0Pxp4rtbrw6bJHUtsxivl+JMrniMT7RIrhbGRy/3ZnzePCl1ceJvtoRtu/OcV9xwfjY4K\
                moyPS4lX9p0/cPRf7Of0Nfe/21T7n5p/q5V7Hn2h+IrvVPEgtS7FN+K+bweX08Zhudnv8UUKmCq3gfSOkeF7WPw19sdF3bM1+cZ5\
                Wnl9e0T2OEsdHFe5UOT3Q+1ef/rBU7n6N/Z2HPDvhmqnxWCVGd/p71+v8Lt/VF6HxPGMU4O6Pre8Zh4NOCR+77H2r8343S9qz4fh\
                ptYnQ8b3N/eP51+fH67zy7n/2Q==
                """,
            samples: """
                hOHmpPLayfq44/CH9dlc97lA548l0WoNtUQKlCgMaQ4fRQY9JA1fDB6ACD6qEVzPG4XpheLpo/Dcxvi74OuL8dZj9bdG6I8r1GwT\
                s0QMkyoNbBEgSQo/KRBhESGBC0CqE1zNIYPkhd7moOrbv++71uSN5s9n7bJK4Ywx0WwarUQNkCwSbRckTRFEMRdhGSaCE0KqGlzM\
                LITeg9Pam9/QtOO1x9mN1cZp3KtO0ogxw2wdqEoWjzUacSEqVRxFPCJjKjGCJUmnK2DGOYXbhMjLldLDqNWst82Mv7xrxKVSvIc3\
                sG4knVUjikMnczE1YStLTzFlQT6BQVSjRWfAS4TVhbfAjr+5mMOnn72LpLBwpp9ZoYhFmHU1jV8ugVAwdUI/az5SY0FkXEx9XFya\
                YmqyYYLHgKO2g6iwhKqfg6SHhJ5xh5NhhYVTgHhHgGo5fWBAe1ZNfFRdfFZrd1x7eWaTfXCle4C3eZKweZaoc5WXb5GBbI1wcIhk\
                coBccHhTfnZFf29NhWlbjWlrkWt4kG2DkXOVlHmkkIGshHyUdXmSYXqOU32LSn2ASH1zUH9rWoVqYn9pcoRqh4drmoZrqYZysYZ/\
                sYSJrX+Mqn6Ze2uGa2iFVGiDQmqDN29+NnN0P3txS4RzYox4dZN5jpd4pZh2uZd7xJWDxY6HwoiHuICLdVZ2YFB1RU53LlN9IVx+\
                H2d9KniCN4eIXJmJdKSMlK6LsbCEyq2B2qiD3p2B25B7zH93d0VoXTxnPDluIT97EUyEDl+MG3iXKo2iUqOcbrOglMCct8WQ1cKH\
                67l+76Zz65Rn23tiejdaXSxbOSZmHS97Cz+LB1aZFXapJpK4TKuva7+ylNKtuNeb2tSK8cd7965p8ZdY5HpTfClHXhxKORVbHSF6\
                DDWRCE+hFXOzKZHETbTDbMvHlOG9t+in2OSQ8NV89rhl755P4npFfB42XhE9PA1VIxl5Ey+TD0qkHnC5MpHLULrSb9PVlerJtfKv\
                0+2U6t19775i56FL2Hs2fRouYA42PglRKRd6Gy6XGEqpKHK9PZPQUbrYb9Tck+7PsPWyzPCW4t9+5r9g3aFJ0Xwsfx4XZQsuUgpT\
                PxFpOCaKOEi5OW7UR5blZb3tetnti+zYoPm/tPWjw+GBy8dcwqY4vHojhyAZbQ8xWw1YShVtRCuQRUy+RnHZU5foZLzue9fuierX\
                m/a9rO+fuNp5wL9Vtp8vsHcd
                """),
        PictureReference(
            name: "JPEG, RGB 4:2:0", height: 18, width: 17, channels: 3,
            file: """
                /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8SEhEPERETFhwXExQaFRERGCEYGh0d\
                Hx8fExciJCIeJBweHx7/2wBDAQUFBQcGBw4ICA4eFBEUHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4e\
                Hh4eHh4eHh7/wAARCAASABEDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF\
                BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW\
                V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi\
                4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAEC\
                AxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVm\
                Z2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq\
                8vP09fb3+Pn6/9oADAMBAAIRAxEAPwD0Pxp4rtbrw6bJHUtsxivm8eFLq48TfbQjbd+c4qTQ/EV3qniQWpdim/FfSOkeF7WPw19s\
                dF3bM1FTC/2FiP7VjtMMJjG28kq6LY8v/s5/Q0V0m6H2or0v+IiROj/iHdH+Y8O+GaqfFYJUZ3+nvX1veMw8GnBI/d9j7UUVPE//\
                ACT1P0PKzn/koIep43ub+8fzooor8aP0g//Z
                """,
            samples: """
                hubLpPTNzPi94+yZ9dZs9bpG5ZEhzmsOskUNkicXbQonSgJBKwlfExt9DD2jEV/EJYHkieXOpvHQyvW94Oma8NVu8blI4ZMmzW8V\
                rkYPkCkYbQ8pTQdDLw5fGB58ET+hFF7BKIDhi9/QpenQxe272eCa5s1w5rVM15IqxnIapUgPii4ZaxYrTxFENBZgHyV7GUKcHF+6\
                MYLditLOoN3Nu9+5y9WY1sRw1a5Pxo4vtnIfnE8XhjghbCIvVRxFPiFhLjB7KUqbLGO2P4PWicbLm87Jr9C1vMiYwrl0wKdVsow3\
                pHMnlVkjg0YqbzI3Xi1LTjJlQz5+QlWaRGqzUYLOhbbEkb3An76vpreVqax1p55bnopBlHczh2IufVE0c0NBaT9TXkJoWkx/W12W\
                XG+qZILCfqS5g6e1iKakiaCMipp1ipJfhYZMgHpAfGs9emFCeFhNd1ZddllvdV1/d2iTeXOje4G1eJOueZWqdpObcY6Jb4t1b4ho\
                boNabXpOdnhReHJSfm1bhm1ojW52j26BlHOOl3mblIClc4Khan6ZYHuOWnuEU3p3UHpsV31mYYJlZ39feINlioZtl4Z2pIZ+r4WH\
                tIKNsH2Oq36Vb2+RZGqKU2iFRml/PWx8O3B2Qnl2T4F1ZIt2eJJ3jZh6oJl9tJiDw5WGyY2FyYWEv36Ea1p+WlJ3Q1BzMlN2J1l6\
                JmN/MnOFQoGGX5eOd6OMlK2NrLCLxa6M1qmI35yC3Y97zn5zbUlvWD9nOjtnJUBvGEp9GFuIKHKXO4abWp6hdq+el7+ctMWYz8OR\
                47uK6qd86JRw131iczlhWS5ZNipcIDBrDz+BD1OSI3CmOIqvV6WydLutmdCpuNag1dOW6MmI7rB16pli2n9SdipRWR5MMxpTHCVo\
                DDeFC06cHm6zNY2/WK/Dd8e+nN+2uuan2OKZ7NWJ8blv7J1a2X9DeR1GWxFCNxBPHx9pDjOLDEykHm/ANY/LWLbQedDInei/u++t\
                1+qZ6tyE7b1p6J9Q1X02fBg8YA05PQtKKRtqGy+OGEqrKW/HPpHVWbbXd9PSmOzIs/S0ze6d3+CD4sFi3aJIy34sfRkxYgwvTA9L\
                OBVnLyqONEuzPW7LT5PcaL3mfNrijuzSp/XBvPClyd6D0MReyKI9tn0jgR4wahExVhJNRBlrPyyVQ064THDRWJbhaLvnednlierX\
                nPTEsOykuNl+wL9VuJ0yq3ob
                """),
        PictureReference(
            name: "JPEG, progressive", height: 18, width: 17, channels: 3,
            file: """
                /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8SEhEPERETFhwXExQaFRERGCEYGh0d\
                Hx8fExciJCIeJBweHx7/2wBDAQUFBQcGBw4ICA4eFBEUHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4e\
                Hh4eHh4eHh7/wgARCAASABEDASIAAhEBAxEB/8QAGAABAQEBAQAAAAAAAAAAAAAAAAYHAgX/xAAZAQACAwEAAAAAAAAAAAAAAAAE\
                BgABAgP/2gAMAwEAAhADEAAAAaHN+tJzJd6QnpDa4UJGhNZP/8QAHRAAAgIBBQAAAAAAAAAAAAAAAgQAAzQBBRMUIf/aAAgBAQAB\
                BQJ1oSX6pEzxyhgrWalR0W8m2ZR4c//EAB0RAAECBwAAAAAAAAAAAAAAAAACAwEEEBY1RFH/2gAIAQMBAT8Bae0lFuo6TmQhT//E\
                AB0RAAAFBQAAAAAAAAAAAAAAAAABAgMUBRAWNUH/2gAIAQIBAT8BU1BclF0ZEQqevTb/xAAXEAEBAQEAAAAAAAAAAAAAAAASEACB\
                /9oACAEBAAY/AhnDneT/xAAaEAADAAMBAAAAAAAAAAAAAAAAAREhMUFR/9oACAEBAAE/IY81Ya05SjLLlLQlYUouejMq/T//2gAM\
                AwEAAgADAAAAEOgowf/EABgRAQEAAwAAAAAAAAAAAAAAAAEQITGh/9oACAEDAQE/EGVxmoO2f//EABYRAQEBAAAAAAAAAAAAAAAA\
                ABBRof/aAAgBAgEBPxCFEzH/xAAcEAEAAwACAwAAAAAAAAAAAAABABFhITFBcZH/2gAIAQEAAT8QUPcNQqPc3UzYETcc8xZnoiCo\
                vOwCpTDk0fZ//9k=
                """,
            samples: """
                hubLpPTNzPi94+yZ9dZs9bpG5ZEhzmsOskUNkicXbQonSgJBKwlfExt9DD2jEV/EJYHkieXOpvHQyvW94Oma8NVu8blI4ZMmzW8V\
                rkYPkCkYbQ8pTQdDLw5fGB58ET+hFF7BKIDhi9/QpenQxe272eCa5s1w5rVM15IqxnIapUgPii4ZaxYrTxFENBZgHyV7GUKcHF+6\
                MYLditLOoN3Nu9+5y9WY1sRw1a5Pxo4vtnIfnE8XhjghbCIvVRxFPiFhLjB7KUqbLGO2P4PWicbLm87Jr9C1vMiYwrl0wKdVsow3\
                pHMnlVkjg0YqbzI3Xi1LTjJlQz5+QlWaRGqzUYLOhbbEkb3An76vpreVqax1p55bnopBlHczh2IufVE0c0NBaT9TXkJoWkx/W12W\
                XG+qZILCfqS5g6e1iKakiaCMipp1ipJfhYZMgHpAfGs9emFCeFhNd1ZddllvdV1/d2iTeXOje4G1eJOueZWqdpObcY6Jb4t1b4ho\
                boNabXpOdnhReHJSfm1bhm1ojW52j26BlHOOl3mblIClc4Khan6ZYHuOWnuEU3p3UHpsV31mYYJlZ39feINlioZtl4Z2pIZ+r4WH\
                tIKNsH2Oq36Vb2+RZGqKU2iFRml/PWx8O3B2Qnl2T4F1ZIt2eJJ3jZh6oJl9tJiDw5WGyY2FyYWEv36Ea1p+WlJ3Q1BzMlN2J1l6\
                JmN/MnOFQoGGX5eOd6OMlK2NrLCLxa6M1qmI35yC3Y97zn5zbUlvWD9nOjtnJUBvGEp9GFuIKHKXO4abWp6hdq+el7+ctMWYz8OR\
                47uK6qd86JRw131iczlhWS5ZNipcIDBrDz+BD1OSI3CmOIqvV6WydLutmdCpuNag1dOW6MmI7rB16pli2n9SdipRWR5MMxpTHCVo\
                DDeFC06cHm6zNY2/WK/Dd8e+nN+2uuan2OKZ7NWJ8blv7J1a2X9DeR1GWxFCNxBPHx9pDjOLDEykHm/ANY/LWLbQedDInei/u++t\
                1+qZ6tyE7b1p6J9Q1X02fBg8YA05PQtKKRtqGy+OGEqrKW/HPpHVWbbXd9PSmOzIs/S0ze6d3+CD4sFi3aJIy34sfRkxYgwvTA9L\
                OBVnLyqONEuzPW7LT5PcaL3mfNrijuzSp/XBvPClyd6D0MReyKI9tn0jgR4wahExVhJNRBlrPyyVQ064THDRWJbhaLvnednlierX\
                nPTEsOykuNl+wL9VuJ0yq3ob
                """),
        PictureReference(
            name: "JPEG, gray", height: 18, width: 17, channels: 1,
            file: """
                /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8SEhEPERETFhwXExQaFRERGCEYGh0d\
                Hx8fExciJCIeJBweHx7/wAALCAASABEBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF\
                BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW\
                V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi\
                4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APQ/Gniu1uvDpskdS2zGK+bx4UurjxN9tCNt35zivRf7Of0NefaH4iu9U8SC1LsU\
                34r6R0jwvax+Gvtjou7ZmuT3Q+1eHfDNVPisEqM7/T3r63vGYeDTgkfu+x9q8b3N/eP51//Z
                """,
            samples: """
                xtjk4NO+nX5fRSsfHSQ6U3HH1+Ld0b2egV9GLiMhJzxTccTS29bKuJuBXUcyKSctQFV0vMnQy8CvlH1gTToyMThJXHi0vsO/tKWO\
                eWVVRT9AR1dnfKmws66lmYh4Z1tRTk9WY3CAm56dl5GKf3VrZWBhZGhxeoWOj4uFgH14cXNwcHR4eoCGioF7dXJubG91dHyEiY6S\
                ko6Oc2xlYWBhaHF9h5GYnqGemZJjWVBNTlRib4WToquxs62klVhLQD1BTGByipyvu8HBtqmVT0AzMjhGX3aPpLvHzcu8q5VFNSgq\
                M0NeeJeuxtLX08Gtkz0tIycyQ2B7nbXN2NvWwqyPOishKDRGZICet8/Z29XAqYw6KigpN1Bqh6i/zdjYzbyihD4vLS8+V3CMp77L\
                1NLFs5l+
                """),
        PictureReference(
            name: "JPEG, CMYK", height: 18, width: 17, channels: 3,
            file: """
                /9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAFAwQEBAMFBAQEBQUFBgcMCAcHBwcPCwsJDBEPEhIRDxERExYcFxMUGhURERghGBodHR8f\
                HxMXIiQiHiQcHh8e/8AAFAgAEgARBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIB\
                AwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZH\
                SElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV\
                1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD0Xwp8QLHR/Dg0yWRQ+zbgmvT/AIn+KLXWPC5s4XUtsxgG\
                o/2nx/b5f7P82fSvsuvCfit4SufF+sNfWqMyls8V8n6d4Pu4vGH28xts8zOce9cn+zfYSaHrCSzgqA3eiub/AOFY6h/zyf8AKvZ9\
                /vX1h/wlVr/z0X86KyviFq2qW/jUwW5fyvMxx9a8z+HXi+41zxGLGWQspfGCa+f/AIfL/wAJqAX/AHmfxor6y/Z+sLHUPDSy34Uv\
                s/ir6Zv/AAPaw+Ff7REa7vL3ZxWl460VfB9qbhE2YGaK7f8AsTRv7sdeS+Ya84/4WPJ/z2/WivkLxNDE3iAs0SMd/UqK8U+B4A8c\
                rx/y1/rXcfse/MI93P1or2j4aSSR6UojdkG3opxX3zrBP/Cuzyf9T/Su2/avAXQpMAD5T0orf8+f/ntJ/wB9Gvm6vifc394/nRX/\
                2Q==
                """,
            samples: """
                geHrpvHWzfi15O2P89Zq+bhF6o4k1GsQtUQHkiQOZg8gQwY8JgteEB6FCTqwDV3PHYbogOPqovDWx/a13umP7dJq9LRF6Iwk02oQ\
                tEUIkicOZxMfRAo7KA9dEiKECzyvD17OIYXlguDmoOzTwvCz1uSP5M5q6rJH340ozm4VsEcNkSsSahkjShE+MBZeHSeEFj+sGV/K\
                KYTig9TenN/MuOOvytmO1Mds2K1LzowvwHAeqE4XjzQcbyQqVBtDPyBhLzCEKkapLGPEOITbgMXUk87FqdOrt8uNvrxuwKZQuIg3\
                rXAonVghi0EldDMyYCtKUC9lRD2EP1ClQGm9TITQgLfIi767mMKlobyLpbBwpp5WoodBnXQ0j18thU0weEQ8bj1SZEBqXEuDWFif\
                WGy0YIPGgKS4g6muhaqchqaIhp9zhpVfhoZPhnlFgmlAgFxBfllLflVcfFdvel6CeWOYeXKpeYK4fZCqepOidJSVb5GFa452aopn\
                bYJbb3pTenZRfWtRg2xXimtlkGxzknCAk3CRk3yfkYGogX+ZbXyUYHuMUn2DTH95Tn1xT35pW4FlZoFjeYNkjYRpmYNwpYN4sIOA\
                s4GJr3+PqX+Xf2qGZ2aFVGSCQmiAOG59OXN7O3x5SYR4Xo50dJR0j5l2o5p5tZl9xZaAyo+Ex4mHvH6IflV1YE92Rkx5LlJ9IVyB\
                IWmFJ3uIOIqKVJmMb6WLkq+Jr7KGyLCD26l/4Zx83o96z312f0ZkXT1pPTlxIUB7Ek2FE1+PG3iWMI2bT6KgbbOflcKat8WS08KI\
                6Ll+7aZ06pNs2nxlgDVQWytZOCdoGjB4CkCJClWaFHSnK46vTK2wbMKvltSou9eb2dON7sl99LJs8Jpe4HpUfydDWRxONxlhGiR3\
                CjeNCFChEXSyKJK9SrXBa86/luO2u+Wl2uGS8NZ99rtl855S4npGfx82WhNEOw9bIht1FC+QEUypGXS+MJbKTrjSbdTQlezEt++v\
                0+qW6N587sBe6p9H23o4gBomXQ03QQdTLBNzICiTHUaxJHDLO5XaU7neb9jclPLOsvW2y/Ca3eR84cNa3KBB0HosfRsgZwoyTgpQ\
                PhNxNSmTMUm0Om3RRpXjXb3rctvjju7Wpva+ufKdx+F7zMZXy6I3v3oihR0acgsuXQtNURVwSiqUR0q3T2/WW5boZrryeNnpjevb\
                nvTCq/Cetd97uMRVtaA1q3oc
                """),
    ]
}
