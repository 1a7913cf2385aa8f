"""Keys of registers in addresses."""

from django.urls import register_converter

from duijie.registry.register import Register, register_of, registers


class RegisterConverter:
    """``achievements`` ⇄ the register. Unknown keys are no address of ours."""

    regex = "[a-z-]{3,20}"

    def to_python(self, value: str) -> Register:
        try:
            return register_of(value)
        except KeyError as error:
            raise ValueError from error

    def to_url(self, value: Register | str) -> str:
        key = value if isinstance(value, str) else value.key
        if key not in {one.key for one in registers()}:
            raise ValueError(key)
        return key


register_converter(RegisterConverter, "register")
