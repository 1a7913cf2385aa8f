"""Why the operating system refused, in the language of the reader: its own words are in another one."""

import errno

from duijie_match.wording import Message, msg

_WORDS = {
    errno.ENOENT: msg("there is no such file or folder"),
    errno.EACCES: msg("this user has no right to it"),
    errno.EPERM: msg("the system does not allow it"),
    errno.EROFS: msg("the disk can only be read"),
    errno.ENOSPC: msg("the disk is full"),
    errno.EDQUOT: msg("the space allotted to this user is used up"),
    errno.EFBIG: msg("the file is larger than the system allows"),
    errno.EEXIST: msg("a file of that name is there already"),
    errno.EISDIR: msg("it is a folder"),
    errno.ENOTDIR: msg("a part of the path is no folder"),
    errno.ENOTEMPTY: msg("the folder is not empty"),
    errno.ENAMETOOLONG: msg("the name is too long"),
    errno.ELOOP: msg("links lead in a circle"),
    errno.EINVAL: msg("the system does not take this name or value"),
    errno.EBUSY: msg("another program uses it"),
    errno.ETXTBSY: msg("another program uses it"),
    errno.EAGAIN: msg("it is in use at the moment"),
    errno.EXDEV: msg("it lies on another disk"),
    errno.EMFILE: msg("too many files are open"),
    errno.ENFILE: msg("too many files are open"),
    errno.ENOMEM: msg("there is not enough memory"),
    errno.EIO: msg("the disk failed to read or write"),
    errno.ENODEV: msg("the device is not there"),
    errno.ENXIO: msg("the device is not there"),
    errno.ESTALE: msg("the network drive has lost the file"),
    errno.ENOTSUP: msg("the drive does not support it"),
    errno.EPIPE: msg("the program that reads the output has ended"),
    errno.ETIMEDOUT: msg("there was no answer in time"),
    errno.EADDRINUSE: msg("another program uses the port"),
    errno.EADDRNOTAVAIL: msg("this machine has no such address"),
}


def system_reason(error: OSError) -> Message:
    """A few words, to stand in parentheses; the code of a rare error, and what was said of one that has none."""
    if error.errno is None:
        return Message("{said}", {"said": str(error) or type(error).__name__})
    known = _WORDS.get(error.errno)
    return known or msg("error {code}", code=errno.errorcode.get(error.errno, str(error.errno)))
