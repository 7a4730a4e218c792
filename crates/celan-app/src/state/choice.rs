//! Choices with a name each: tabs, switches, columns.

/// An enum whose variants have names: `name` in addresses, attributes and storage, `key` of its words in the strings.
macro_rules! choice {
    ($(#[$doc:meta])* $kind:ident in $group:literal: $($(#[$about:meta])* $variant:ident = $name:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $kind {
            $($(#[$about])* $variant,)+
        }

        impl $kind {
            /// All of them, in the order in which they are shown.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$variant),+];

            /// Its name in addresses, attributes and storage.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// The one of that name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|choice| choice.name() == name)
            }

            /// The key of its words.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($group, ".", $name),)+
                }
            }
        }

        impl Default for $kind {
            /// The first.
            fn default() -> Self {
                Self::ALL[0]
            }
        }
    };
}

choice! {
    /// The five views.
    View in "view":
    /// 检索.
    Search = "search",
    /// 目标.
    Targets = "targets",
    /// 产业.
    Industries = "industries",
    /// 责任.
    Duties = "duties",
    /// 文件.
    Documents = "documents",
}

choice! {
    /// The charts of 目标.
    ChartKind in "chart":
    /// 对比.
    Compare = "compare",
    /// 时间.
    Time = "time",
    /// 构成.
    Parts = "parts",
    /// 热图.
    Heat = "heat",
}

choice! {
    /// What the cells of the heat map count.
    Counted in "heat":
    /// Targets.
    Targets = "targets",
    /// Targets with a number.
    Figures = "figures",
    /// Passages.
    Passages = "passages",
}

choice! {
    /// Columns by which tables are sorted.
    Column in "column":
    /// 地区.
    Region = "region",
    /// 指标.
    Indicator = "indicator",
    /// 目标.
    Value = "value",
    /// 期限.
    Deadline = "deadline",
}

choice! {
    /// What the reader shows.
    Reading in "reading":
    /// 清理后.
    Clean = "clean",
    /// 原文.
    Source = "source",
    /// 对照.
    Compare = "compare",
}

choice! {
    /// Light or dark.
    Theme in "theme":
    /// As the system has it.
    System = "system",
    /// 浅色.
    Light = "light",
    /// 深色.
    Dark = "dark",
}

choice! {
    /// A filter of the rail.
    FacetKind in "facet":
    /// 产业.
    Industries = "industries",
    /// 地区.
    Places = "places",
    /// 文种.
    Kinds = "kinds",
    /// 年份.
    Years = "years",
    /// 指标.
    Indicators = "indicators",
    /// 责任单位.
    Agencies = "agencies",
    /// One document.
    Docs = "docs",
}
