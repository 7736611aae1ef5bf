/// The look of a report page.
///
/// Cells break words only where they must (`break-word`, unlike the page's `anywhere`, keeps a column as wide as its
/// longest word): else names fall apart beside wide numbers.
enum ReportStyle {
    static let css = """
        :root{\(light)}
        @media(prefers-color-scheme:dark){:root{\(dark)}}
        @media print{:root{\(light)}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--ink);line-height:1.55;font:16px/1.55 system-ui,\
        -apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK KR",sans-serif;overflow-wrap:anywhere}
        main{max-width:920px;margin:0 auto;padding:40px 24px 56px}
        h1{font-size:30px;line-height:1.2;margin:0 0 8px;letter-spacing:-.01em}
        h2{font-size:20px;margin:44px 0 12px;padding-top:20px;border-top:1px solid var(--edge)}
        p{margin:0 0 14px;max-width:70ch}
        .summary{font-size:18px;color:var(--muted);margin-bottom:24px}
        .note{border-left:3px solid var(--warm);padding:8px 14px;background:var(--panel);border-radius:0 6px 6px 0}
        .tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(160px,1fr));gap:12px;margin:0 0 16px}
        .tile{background:var(--panel);border-radius:10px;padding:12px}
        .tile dt{font-size:13px;color:var(--muted)}
        .tile dd{margin:2px 0 0;font-size:21px;font-weight:600;line-height:1.3;overflow-wrap:break-word}
        .tile .remark{display:block;font-size:12.5px;font-weight:400;color:var(--muted)}
        .scroll{overflow-x:auto;margin:0 0 18px}
        table{border-collapse:collapse;font-size:14.5px;min-width:50%}
        caption{text-align:left;color:var(--muted);font-size:13.5px;padding-bottom:6px}
        th,td{text-align:left;overflow-wrap:break-word;padding:7px 16px 7px 0;border-bottom:1px solid var(--edge);\
        vertical-align:top}
        th{font-weight:600;font-size:13px;color:var(--muted);border-bottom-color:var(--line);white-space:nowrap}
        .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        .words{min-width:9.5em}
        .chosen td{font-weight:600;background:var(--chosen)}
        th:first-child,td:first-child{padding-left:8px}
        figure{margin:0 0 22px}
        figcaption{font-size:13.5px;color:var(--muted);margin-top:6px;max-width:70ch}
        .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(420px,100%),1fr));gap:12px 28px;align-items:start}
        .gallery{display:flex;flex-wrap:wrap;gap:14px;margin:0 0 18px}
        .gallery figure{margin:0}
        .gallery figcaption{max-width:150px;font-size:12.5px}
        .gallery img{display:block;border-radius:6px;max-width:100%}
        .gallery .missing{width:150px;display:flex;align-items:center;justify-content:center;text-align:center;\
        background:var(--panel);border-radius:6px;font-size:12px;color:var(--muted)}
        .pixels{image-rendering:pixelated}
        pre{background:var(--panel);border-radius:8px;padding:12px 16px;overflow-x:auto;margin:0 0 18px;\
        font:14px/1.5 ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
        footer{margin-top:48px;padding-top:14px;border-top:1px solid var(--edge);font-size:13px;color:var(--muted)}
        @media print{main{padding:0;max-width:none}h2{break-after:avoid}figure,.tile,tr,pre{break-inside:avoid}\
        pre{white-space:pre-wrap}.scroll{overflow:visible}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        """

    private static let light = """
        --ground:#fff;--panel:#f4f6f8;--ink:#1c2733;--muted:#5f6b7a;--edge:#e6e9ee;--line:#c3cad3;--warm:#d35400;\
        --chosen:#e8f2fa
        """
    private static let dark = """
        --ground:#14181d;--panel:#1d232a;--ink:#e7ebf0;--muted:#9aa7b5;--edge:#2a323b;--line:#45515d;--warm:#ff8b45;\
        --chosen:#1a2b3a
        """
}
