//! The program's own statics are put back before every run: also those that no primitive stands in, such as a
//! `static mut`. The standard library's must not, so all this is for programs that have it beside them.

#[cfg(target_os = "linux")]
pub(crate) use linux::{is_kept, is_static, keep, restore};

#[cfg(not(target_os = "linux"))]
pub(crate) use elsewhere::{is_kept, is_static, keep, restore};

#[cfg(target_os = "linux")]
mod linux {
    use std::cell::RefCell;
    use std::ops::Range;
    use std::slice;

    /// Where the statics lie, and what they held before the first run.
    type Image = (Range<usize>, Box<[u8]>);

    thread_local! {
        static BEFORE: RefCell<Option<Image>> = const { RefCell::new(None) };
    }

    /// Whether the statics are kept as a whole.
    pub(crate) fn is_kept() -> bool {
        BEFORE.with_borrow(Option::is_some)
    }

    /// Whether the address is that of a static.
    pub(crate) fn is_static(address: usize) -> bool {
        writable().contains(&address)
    }

    /// Keeps what the statics hold now, if they are only the program's own.
    pub(crate) fn keep() {
        if !is_std_apart() {
            return;
        }
        let range = writable();
        // SAFETY: the program's own writable segment, mapped for as long as it runs; nobody else writes meanwhile what
        // must not be torn.
        let bytes = unsafe { slice::from_raw_parts(range.start as *const u8, range.len()) };
        BEFORE.set(Some((range, bytes.into())));
    }

    /// Puts the statics back. What they own now is forgotten, not dropped: it belongs to a run that is over.
    pub(crate) fn restore() {
        BEFORE.with_borrow(|before| {
            if let Some((range, bytes)) = before {
                // SAFETY: the bytes are those of the same memory at another time; no run is under way, and what looks on
                // from other system threads are plain atomics.
                unsafe {
                    (range.start as *mut u8).copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
                };
            }
        });
    }

    /// Whether the standard library is no part of the program's file (`-C prefer-dynamic`).
    fn is_std_apart() -> bool {
        let (start, end) = extent();
        !(start..end).contains(&(std::process::abort as *const () as usize))
    }

    /// Where the program's file lies in memory.
    fn extent() -> (usize, usize) {
        unsafe extern "C" {
            /// Defined by the linker: the end of the program in memory.
            static _end: u8;
        }
        (&raw const __ehdr_start as usize, &raw const _end as usize)
    }

    /// The parts of an ELF file's header that are read here (`man 5 elf`).
    #[repr(C)]
    struct Header {
        ident: [u8; 16],
        kind: u16,
        machine: u16,
        version: u32,
        entry: usize,
        segments: usize,
        sections: usize,
        flags: u32,
        size: u16,
        segment_size: u16,
        segment_count: u16,
    }

    /// A program header.
    #[cfg(target_pointer_width = "64")]
    #[repr(C)]
    struct Segment {
        kind: u32,
        flags: u32,
        offset: usize,
        address: usize,
        physical: usize,
        file_size: usize,
        size: usize,
        align: usize,
    }

    /// A program header.
    #[cfg(target_pointer_width = "32")]
    #[repr(C)]
    struct Segment {
        kind: u32,
        offset: usize,
        address: usize,
        physical: usize,
        file_size: usize,
        size: usize,
        flags: u32,
        align: usize,
    }

    const LOAD: u32 = 1;
    const RELRO: u32 = 0x6474_e552;
    const WRITABLE: u32 = 2;
    const POSITION_INDEPENDENT: u16 = 3;

    unsafe extern "C" {
        /// Defined by the linker: the start of the program in memory.
        static __ehdr_start: Header;
    }

    /// Where the program's writable statics lie: its last writable segment, less what the loader made read-only.
    fn writable() -> Range<usize> {
        // SAFETY: the header is mapped with the program, and so are its program headers.
        let (header, segments) = unsafe {
            let header = &__ehdr_start;
            let first = (&raw const __ehdr_start).byte_add(header.segments);
            let count = usize::from(header.segment_count);
            (
                header,
                slice::from_raw_parts(first.cast::<Segment>(), count),
            )
        };
        let base = if header.kind == POSITION_INDEPENDENT {
            &raw const __ehdr_start as usize
        } else {
            0
        };
        let range = |segment: &Segment| {
            let start = base + segment.address;
            start..start + segment.size
        };
        let of_kind = |kind| {
            segments
                .iter()
                .filter(move |segment| segment.kind == kind && segment.flags & WRITABLE != 0)
                .map(range)
        };
        let mut statics = of_kind(LOAD).next_back().unwrap_or(0..0);
        let read_only = segments.iter().filter(|segment| segment.kind == RELRO);
        for read_only in read_only.map(range) {
            if read_only.start <= statics.start && statics.start < read_only.end {
                // The loader protects whole pages.
                statics.start = read_only.end.next_multiple_of(4096).min(statics.end);
            }
        }
        statics
    }
}

#[cfg(not(target_os = "linux"))]
mod elsewhere {
    /// Elsewhere every shared object keeps its own first bytes.
    pub(crate) fn is_kept() -> bool {
        false
    }

    /// Not known. What is dynamic has its epoch anew and is never put back.
    pub(crate) fn is_static(_: usize) -> bool {
        true
    }

    pub(crate) fn keep() {}

    pub(crate) fn restore() {}
}
