"""Work logs (工作日志): what was done on a day, the host's word, and the county's."""
